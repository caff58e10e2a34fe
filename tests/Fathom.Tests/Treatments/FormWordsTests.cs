using Fathom.Treatments;

namespace Fathom.Tests.Treatments;

public sealed class FormWordsTests
{
    [Fact]
    public void Every_form_of_a_treatment_that_is_tried_has_words_of_its_own()
    {
        var tried = 0;
        foreach (var recipe in Patients.All)
        {
            foreach (var treatment in AllTreatments.List)
            {
                foreach (var illness in treatment.Answers.Take(2))
                {
                    var labels = treatment.Variants(recipe, Sick.Finding(illness)).Select(form => new Combination(form).Label).ToList();
                    if (labels.Count < 2) continue;
                    tried += labels.Count;

                    Assert.True(labels.Distinct().Count() == labels.Count, $"{recipe.Name}, {illness}: {string.Join(" | ", labels)}");
                    Assert.All(labels, label => Assert.InRange(label.Length, treatment.Id.Length + 3, 80));
                }
            }
        }

        Assert.InRange(tried, 500, int.MaxValue);
    }

    [Fact]
    public void Says_what_is_chosen()
    {
        Assert.Equal("reinitialize: he-normal", new Combination(new Reinitialize()).Label);
        Assert.Equal("lower-learning-rate: 1/10", new Combination(new LowerLearningRate()).Label);
        Assert.Equal("add-skips: rezero around 2", new Combination(new AddSkips { Form = SkipForm.ReZero }).Label);
        Assert.Equal("pre-norm", new Combination(new PreNorm()).Label);
        Assert.Equal("change-optimizer: adam, rate 0.001 + clip-gradient: norm 1", new Combination(new ClipGradient(), new ChangeOptimizer()).Label);
    }
}
