using Fathom.Treatments;

namespace Fathom.Tests.Treatments;

public class UnfreezeParametersTests
{
    [Fact]
    public void Gives_frozen_groups_the_optimizers_rate()
    {
        var treated = new UnfreezeParameters().ApplyTo(Trainees.Frozen);

        Assert.Equal([null, null, 0.01], treated.Training.Optimizer.Groups.Select(group => group.LearningRate));
    }

    [Fact]
    public void Means_only_the_group_that_was_found()
    {
        var finding = Sick.Finding("unused-parameter") with { Place = "linear2.weight" };

        var form = Assert.Single(new UnfreezeParameters().Variants(Trainees.Frozen, finding));

        Assert.Equal([0, null, 0.01], form.ApplyTo(Trainees.Frozen).Training.Optimizer.Groups.Select(group => group.LearningRate));
        Assert.Equal("Train linear2.* at the optimizer's learning rate of 0.1 instead of 0.", form.Describe(Trainees.Frozen));
    }

    [Fact]
    public void Finds_groups_by_a_module_as_well() =>
        Assert.Equal([new UnfreezeParameters { Match = "linear1.*" }], new UnfreezeParameters().Variants(Trainees.Frozen, Sick.Finding("unused-parameter")));

    [Fact]
    public void Touches_only_what_is_frozen() =>
        Assert.Equal([nameof(Trainees.Frozen)], Trainees.Touched(new UnfreezeParameters(), Sick.Finding("unused-parameter")));

    [Fact]
    public void Leaves_layers_that_are_frozen_on_purpose_alone() =>
        Assert.Empty(new UnfreezeParameters().Variants(Trainees.Frozen, Sick.Finding("vanishing-gradient")));
}
