using Fathom.Recipes;
using Fathom.Treatments;

namespace Fathom.Tests.Treatments;

public class FreeBranchesTests
{
    static readonly Recipe Shut = Of(new FixedScale { Factor = 0 });

    [Fact]
    public void Lets_the_factor_learn_first_and_takes_the_branch_out_last()
    {
        var forms = new FreeBranches().Variants(Shut, Sick.Finding("unused-parameter", ("no-gradient", 1))).ToArray();

        Assert.Equal([new ReZeroScale(), new DepthScale(), null], forms.Select(form => ((FreeBranches)form).By));
        Assert.Equal(Of(new ReZeroScale()), forms[0].ApplyTo(Shut));
        Assert.DoesNotContain(forms[2].ApplyTo(Shut).Network.AllPlaces(), place => place.Layer is Residual);
        Assert.Equal("Multiply the 4 branches by a learnt number that starts at zero, instead of by zero.", forms[0].Describe(Shut));
    }

    [Fact]
    public void Reaches_named_parts()
    {
        var parts = Shut with { Network = new() { Input = [64], Parts = [new Part("block", [((Repeat)Shut.Network.Layers[0]).Layers[0]])], Layers = [new Use { Part = "block" }, new Linear { Units = 10 }] } };

        Assert.Equal(new ReZeroScale(), ((Residual)new FreeBranches().ApplyTo(parts).Network.Parts[0].Layers[0]).Scale);
    }

    [Fact]
    public void Keeps_a_branch_that_changes_the_shape()
    {
        var wider = Shut with { Network = new() { Input = [64], Layers = [new Residual { Layers = [new Linear { Units = 32 }], Scale = new FixedScale { Factor = 0 } }, new Linear { Units = 10 }] } };

        Assert.Equal(wider, new FreeBranches { By = null }.ApplyTo(wider));
        Assert.NotEqual(wider, new FreeBranches().ApplyTo(wider));
    }

    public static TheoryData<BranchScale> Open => [new Unscaled(), new FixedScale { Factor = 0.1 }, new ReZeroScale(), new DepthScale(), new FixupScale()];

    [Theory]
    [MemberData(nameof(Open))]
    public void Leaves_branches_alone_that_can_learn(BranchScale scale) =>
        Assert.Empty(new FreeBranches().Variants(Of(scale), Sick.Finding("unused-parameter", ("no-gradient", 1))));

    [Fact]
    public void Answers_no_other_illness() => Assert.Empty(new FreeBranches().Variants(Shut, Sick.Finding("vanishing-gradient")));

    static Recipe Of(BranchScale scale) => new()
    {
        Name = "branches",
        Network = new() { Input = [64], Layers = [new Repeat { Times = 4, Layers = [new Residual { Layers = [new Linear { Units = 64 }, new Relu()], Scale = scale }] }, new Linear { Units = 10 }] },
    };
}
