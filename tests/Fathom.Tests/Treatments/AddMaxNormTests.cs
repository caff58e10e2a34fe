using Fathom.Treatments;

namespace Fathom.Tests.Treatments;

public class AddMaxNormTests
{
    [Fact]
    public void Sets_the_limit_and_never_loosens_one()
    {
        Assert.Equal(Trainees.Mlp with { Training = new() { MaxNorm = 3 } }, new AddMaxNorm().ApplyTo(Trainees.Mlp));
        Assert.Equal(Trainees.Cycled, new AddMaxNorm().ApplyTo(Trainees.Cycled));
    }

    [Fact]
    public void Proposes_only_what_is_tighter()
    {
        var finding = Sick.Finding("exploding-gradient");

        Assert.Equal([3, 1.414], new AddMaxNorm().Variants(Trainees.Mlp, finding).Select(form => ((AddMaxNorm)form).Norm));
        Assert.Empty(new AddMaxNorm().Variants(Trainees.Cycled, finding));
        Assert.Equal([1.414], new AddMaxNorm().Variants(Trainees.Mlp with { Training = new() { MaxNorm = 2 } }, finding).Select(form => ((AddMaxNorm)form).Norm));
    }

    [Fact]
    public void Answers_no_gradient_that_vanishes() => Assert.Empty(new AddMaxNorm().Variants(Trainees.Mlp, Sick.Finding("vanishing-gradient", ("weight-scale", 1))));

    [Fact]
    public void Refuses_no_limit() => Assert.Throws<ArgumentOutOfRangeException>(() => new AddMaxNorm { Norm = double.PositiveInfinity });
}
