using Fathom.Recipes;
using Fathom.Treatments;

namespace Fathom.Tests.Treatments;

/// <summary>What every form of every treatment does to every network.</summary>
public class NetworkTreatmentsTests
{
    static readonly string[] Causes =
    [
        "activation-slopes", "weight-scale", "normalization", "residual-blocks", "depth", "dropout", "recurrent-steps", "learning-rate", "input-scale",
        "symmetric-weights", "overflow",
    ];

    static readonly string[] Findings = ["vanishing-gradient", "dead-units", "exploding-through-time", "unscaled-input"];

    // These multiply, so that once more does more.
    static readonly string[] Repeatable = ["lower-learning-rate", "shorten", "widen"];

    public static TheoryData<string> Names => [.. Patients.All.Select(recipe => recipe.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_patient_can_be_built(string name)
    {
        var places = Patients.Named(name).Network.AllPlaces().ToList();

        Assert.All(places, place => Assert.NotNull(place.Output));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_form_leaves_a_network_that_takes_and_gives_the_same_shapes(string name)
    {
        var recipe = Patients.Named(name);

        foreach (var form in Forms(recipe))
        {
            var treated = form.ApplyTo(recipe);
            Assert.NotEqual(recipe, treated);
            Assert.Equal(recipe.Network.Input, treated.Network.Input);
            Assert.Equal(recipe.Network.Places().Last().Output, treated.Network.Places().Last().Output);
            Assert.All(treated.Network.AllPlaces(), place => Assert.NotNull(place.Output));
            Assert.All(treated.Network.AllPlaces(), place => Assert.Null(place.Layer.Contradiction));
            var own = treated.Network.AllPlaces().Where(place => !place.IsAgain).Select(place => place.Name).ToList();
            Assert.Equal(own.Distinct(StringComparer.Ordinal), own);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void No_form_changes_how_the_network_answers(string name)
    {
        var recipe = Patients.Named(name);
        var answering = Outputs(recipe);

        foreach (var form in Forms(recipe).Where(form => form.Id is not ("replace-recurrent-cell" or "start-recurrent-weights" or "pre-norm" or "open-forget-gate" or "shorten-path-through-time" or "truncate-through-time")))
        {
            Assert.Equal(answering, Outputs(form.ApplyTo(recipe)));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_form_applied_twice_says_that_nothing_is_left_to_change(string name)
    {
        var recipe = Patients.Named(name);

        foreach (var form in Forms(recipe).Where(form => !Repeatable.Contains(form.Id)))
        {
            var once = form.ApplyTo(recipe);
            Assert.Equal(once, form.ApplyTo(once));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_form_says_what_it_does_in_words_and_in_code(string name)
    {
        var recipe = Patients.Named(name);

        foreach (var form in Forms(recipe))
        {
            Assert.EndsWith(".", form.Describe(recipe), StringComparison.Ordinal);
            Assert.EndsWith(".", form.InCode(recipe), StringComparison.Ordinal);
            Assert.DoesNotContain("Fathom.", form.Describe(recipe) + form.InCode(recipe), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_treatment_offers_few_forms_and_each_once()
    {
        foreach (var recipe in Patients.All)
        {
            foreach (var treatment in AllTreatments.List)
            {
                var forms = treatment.Variants(recipe, Sick.Finding("vanishing-gradient", ("activation-slopes", 1))).ToList();
                Assert.InRange(forms.Count, 0, 4);
                Assert.Equal(forms.Distinct(), forms);
            }
        }
    }

    [Fact]
    public void Every_treatment_of_networks_has_a_form_for_some_patient()
    {
        var used = Patients.All.SelectMany(Forms).Select(form => form.Id).ToHashSet(StringComparer.Ordinal);

        Assert.Empty(OfNetworks.Except(used));
    }

    [Fact]
    public void Forms_come_the_least_invasive_first()
    {
        var forms = AllTreatments.For(Patients.Named("exploding rnn"), Sick.Finding("exploding-through-time", ("recurrent-steps", 1)));

        Assert.Equal(forms.OrderBy(form => form.Invasiveness).Select(form => form.Invasiveness), forms.Select(form => form.Invasiveness));
        Assert.Contains(new StartRecurrentWeights { Start = RecurrentStart.Identity }, forms);
    }

    // The others change the training, its data, or on purpose the output.
    static readonly string[] OfNetworks =
    [
        "add-skips", "insert-norm", "open-forget-gate", "pre-norm", "reinitialize", "replace-activation", "replace-recurrent-cell", "shorten",
        "shorten-path-through-time", "start-recurrent-weights", "truncate-through-time", "use-maxout", "widen",
    ];

    static IEnumerable<ITreatment> Forms(Recipe recipe) =>
        Findings.SelectMany(id => AllTreatments.For(recipe, Sick.Finding(id, [.. Causes.Select(cause => (cause, 1.0 / Causes.Length))])))
            .Where(form => OfNetworks.Contains(form.Id, StringComparer.Ordinal)).Distinct();

    // The output layer's kind and size, and what stands behind it.
    static IReadOnlyList<(Type, ValueList<int>?)> Outputs(Recipe recipe)
    {
        var places = recipe.Network.Places().ToList();
        var last = places.FindLastIndex(place => place.Layer is WeightedLayer or Block);
        return [.. places.Skip(Math.Max(0, last)).Select(place => (place.Layer.GetType(), place.Output))];
    }
}
