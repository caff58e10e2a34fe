using Fathom.Recipes;
using Fathom.Treatments;

namespace Fathom.Tests.Treatments;

public class PreNormTests
{
    [Fact]
    public void Moves_the_norms_and_closes_the_stack_with_one_more()
    {
        var treated = new PreNorm().ApplyTo(Patients.Named("post-norm transformer")).Network;

        Assert.All(treated.WrittenLayers().OfType<TransformerBlock>(), block => Assert.Equal(NormPlacement.Pre, block.Norm));
        Assert.Equal(["Linear", "PositionalEncoding", "Repeat", "LayerNorm", "MeanOverTime", "Linear"], treated.Layers.Select(layer => layer.GetType().Name));
    }

    [Fact]
    public void Leaves_pre_norm_blocks_as_they_are()
    {
        var once = new PreNorm().ApplyTo(Patients.Named("post-norm transformer"));

        Assert.Empty(new PreNorm().Variants(once, Sick.Finding("vanishing-gradient")));
        Assert.Equal(once, new PreNorm().ApplyTo(once));
    }

    [Fact]
    public void Counts_the_blocks() =>
        Assert.Equal(
            "Normalise at the start of each branch instead of after each sum in 6 transformer blocks, and once behind the last.",
            new PreNorm().Describe(Patients.Named("post-norm transformer")));
}
