using Fathom.Diagnoses;
using Fathom.Recipes;
using Fathom.Treatments;

namespace Fathom.Tests.Treatments;

public class AllTreatmentsTests
{
    static readonly string[] Illnesses =
    [
        "vanishing-gradient", "exploding-gradient", "non-finite", "saturated-activation", "dead-units", "poor-initialization", "learning-rate-too-high",
        "learning-rate-too-low", "oscillating-loss", "loss-plateau", "short-memory", "exploding-through-time", "lost-updates", "low-precision-underflow",
        "unscaled-input", "mismatched-output", "unused-parameter", "rank-collapse", "gradient-spike", "uncleared-gradient",
    ];

    static readonly string[] Causes =
    [
        "activation-slopes", "weight-scale", "normalization", "residual-blocks", "depth", "dropout", "pooling", "other-operations", "recurrent-steps",
        "learning-rate", "input-scale", "precision", "loss", "symmetric-weights", "output-activation", "optimizer-ownership", "disconnected", "input-data",
        "overflow", "invalid-operation", "clipping", "schedule", "weight-decay", "no-gradient",
    ];

    public static TheoryData<string> Ids => [.. AllTreatments.List.Select(treatment => treatment.Id)];

    public static TheoryData<string> Names => [.. Trainees.All.Keys];

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_treatment_answers_only_what_there_is(string id) =>
        Assert.Empty(ById(id).Answers.Except([.. Illnesses, .. Causes], StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_treatment_equals_another_with_the_same_numbers(string id)
    {
        var treatment = ById(id);

        Assert.Equal(treatment, Activator.CreateInstance(treatment.GetType()));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Every_form_changes_the_recipe_and_says_how(string id)
    {
        foreach (var (recipe, finding, form) in Forms(ById(id)))
        {
            var treated = form.ApplyTo(recipe);

            Assert.NotEqual(recipe, treated);
            Assert.All(treated.Network.AllPlaces(), place => Assert.NotNull(place.Output));
            Assert.Equal(id, form.Id);
            Assert.Matches("^[A-Z][^\0]*\\.$", form.Describe(recipe));
            Assert.NotEmpty(form.InCode(recipe));
            Assert.DoesNotContain("NaN", form.Describe(recipe) + form.InCode(recipe), StringComparison.Ordinal);
            Assert.DoesNotContain('{', form.Describe(recipe));
            Assert.True(recipe.Equals(recipe with { }), finding.Id);
        }
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_treatment_has_few_forms_and_each_once(string id)
    {
        Assert.All(Cases, sick =>
        {
            var forms = ById(id).Variants(sick.Recipe, sick.Finding).ToArray();

            Assert.InRange(forms.Length, 0, 4);
            Assert.Equal(forms.Distinct(), forms);
        });
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_treatment_as_such_can_be_applied_to_anything(string id) =>
        Assert.All(Trainees.All.Values, recipe => Assert.All(ById(id).ApplyTo(recipe).Network.AllPlaces(), place => Assert.NotNull(place.Output)));

    [Theory]
    [MemberData(nameof(Names))]
    public void The_least_invasive_come_first(string name)
    {
        foreach (var illness in Illnesses)
        {
            var forms = AllTreatments.For(Trainees.All[name], Sick.Finding(illness, ("learning-rate", 0.5), ("input-scale", 0.3), ("loss", 0.2)));

            Assert.Equal(forms.OrderBy(form => form.Invasiveness), forms);
        }
    }

    [Fact]
    public void What_answers_the_larger_cause_comes_first_among_equals()
    {
        var forms = AllTreatments.For(Trainees.HalfPrecision, Sick.Finding("non-finite", ("precision", 0.9), ("input-scale", 0.1)));

        var rules = forms.Where(form => form.Invasiveness == Invasiveness.Rule).Select(form => form.Id).Distinct();
        Assert.Equal(["change-precision", "standardize-inputs"], rules.Take(2));
    }

    [Theory]
    [InlineData("learning-rate-too-high", "learning-rate", "lower-learning-rate")]
    [InlineData("learning-rate-too-low", "learning-rate", "raise-learning-rate")]
    [InlineData("oscillating-loss", "learning-rate", "lower-learning-rate")]
    [InlineData("gradient-spike", "input-data", "clip-gradient")]
    [InlineData("exploding-through-time", "recurrent-steps", "clip-gradient")]
    [InlineData("unscaled-input", "input-scale", "standardize-inputs")]
    [InlineData("lost-updates", "precision", "raise-learning-rate")]
    public void An_illness_gets_first_what_answers_it_best(string illness, string cause, string id) =>
        Assert.Equal(id, AllTreatments.For(Trainees.Rnn, Sick.Finding(illness, (cause, 1)))[0].Id);

    [Fact]
    public void An_illness_that_nothing_answers_gets_nothing() => Assert.Empty(AllTreatments.For(Sick.Recipe, Sick.Finding("probe-failure")));

    static ITreatment ById(string id) => AllTreatments.List.Single(treatment => treatment.Id == id);

    static IEnumerable<(Recipe Recipe, Finding Finding, ITreatment Form)> Forms(ITreatment treatment) =>
        from sick in Cases from form in treatment.Variants(sick.Recipe, sick.Finding) select (sick.Recipe, sick.Finding, form);

    static IEnumerable<(Recipe Recipe, Finding Finding)> Cases =>
        from recipe in Trainees.All.Values
        from illness in Illnesses
        from finding in new[] { Sick.Finding(illness), Sick.Measured(illness, ("first-order descent over the loss", 37.5)), Sick.Measured(illness, ("first-order descent over the loss", 1e-6)) }
        select (recipe, finding);
}
