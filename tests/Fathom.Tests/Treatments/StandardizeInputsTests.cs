using Fathom.Recipes;
using Fathom.Treatments;

namespace Fathom.Tests.Treatments;

public class StandardizeInputsTests
{
    [Fact]
    public void Prepares_the_data_and_touches_nothing_else()
    {
        var treated = new StandardizeInputs().ApplyTo(Trainees.Unscaled);

        Assert.Equal(Trainees.Unscaled with { Data = Trainees.Unscaled.Data with { Prepare = new Standardise() } }, treated);
    }

    [Fact]
    public void Leaves_symbols_and_prepared_data_alone()
    {
        var touched = Trainees.Touched(new StandardizeInputs(), Sick.Finding("unscaled-input"));

        Assert.DoesNotContain(nameof(Trainees.Letters), touched);
        Assert.DoesNotContain(nameof(Trainees.YesOrNo), touched);
        Assert.Contains(nameof(Trainees.Unscaled), touched);
        Assert.Equal(Trainees.Letters, new StandardizeInputs().ApplyTo(Trainees.Letters));
    }

    [Fact]
    public void Goes_from_a_range_to_mean_and_variance()
    {
        var recipe = Trainees.Unscaled with { Data = Trainees.Unscaled.Data with { Prepare = new Scale() } };

        Assert.Equal([new StandardizeInputs()], new StandardizeInputs().Variants(recipe, Sick.Finding("unscaled-input")));
    }

    /// <summary>Features up to 10,000 make the signal large at the first layer; theory expects it to be gone.</summary>
    [Fact]
    public void Is_seen_by_the_prognosis()
    {
        var before = Fathom.Prognoses.Prognosis.Of(Trainees.Unscaled).Layers[0].Length;
        var after = Fathom.Prognoses.Prognosis.Of(new StandardizeInputs().ApplyTo(Trainees.Unscaled)).Layers[0].Length;

        Assert.InRange(after / before, 0, 1e-6);
    }

    [Fact]
    public void Says_which_range() =>
        Assert.Equal("Scale each feature of the data to the range from -1 to 1.", new StandardizeInputs { To = new Scale { To = [-1, 1] } }.Describe(Trainees.Unscaled));
}
