using Fathom.Diagnoses;
using Fathom.Ledger;

namespace Fathom.Tests.Diagnoses;

public class UnusedParameterTests
{
    readonly UnusedParameter _diagnosis = new();
    readonly StepReading _healthy = Bodies.Healthy();

    [Fact]
    public void Names_what_no_gradient_reaches_at_the_third_reading()
    {
        var finding = Assert.Single(_diagnosis.Examine(Bodies.Lasting(Without("linear2", "linear3"))));

        Assert.Equal((Severity.Warning, "linear2.weight, linear3.weight", 3L), (finding.Severity, finding.Place, finding.Step));
        Assert.Equal("No gradient reached 2 parameters in 3 readings or more.", finding.Summary);
        Assert.Equal(("disconnected", 1.0), (finding.Causes[0].Id, finding.Causes[0].Share));
        Assert.NotEmpty(finding.Treatments);
    }

    [Fact]
    public void Names_at_once_what_the_optimizer_does_not_own()
    {
        var finding = Assert.Single(_diagnosis.Examine(Bodies.Lasting(_healthy.WithParameters("linear5", parameter => parameter with { IsOwned = false, LearningRate = 0 }), 1)));

        Assert.Equal(("linear5.weight", 1L, "optimizer-ownership"), (finding.Place, finding.Step, finding.Causes[0].Id));
    }

    [Fact]
    public void Folds_both_into_one_finding_with_their_shares()
    {
        var ill = Without("linear2", "linear3", "linear4").WithParameters("linear5", parameter => parameter with { IsOwned = false });

        var finding = Assert.Single(_diagnosis.Examine(Bodies.Lasting(ill)));

        Assert.Equal("linear2.weight, linear3.weight, linear4.weight and 1 more", finding.Place);
        Assert.Equal([("disconnected", 0.75), ("optimizer-ownership", 0.25)], finding.Causes.Select(cause => (cause.Id, cause.Share)));
    }

    [Fact]
    public void Is_an_error_where_nothing_learns() =>
        Assert.Equal(Severity.Error, Assert.Single(_diagnosis.Examine(Bodies.Lasting(Without("linear")))).Severity);

    [Fact]
    public void Waits_longer_where_steps_differ_in_what_they_use()
    {
        var other = Without("linear3");
        IEnumerable<StepReading> Steps(int without) => [_healthy, other, _healthy, .. Enumerable.Repeat(other, without)];

        Assert.Empty(_diagnosis.Examine(Bodies.History(Steps(9))));
        Assert.Equal(13, Assert.Single(_diagnosis.Examine(Bodies.History(Steps(10)))).Step);
    }

    [Fact]
    public void Stays_silent_on_a_healthy_network() => Assert.Empty(_diagnosis.Examine(Bodies.Lasting(_healthy, 40)));

    [Fact]
    public void Stays_silent_on_what_was_frozen_by_asking_for_no_gradient() =>
        Assert.Empty(_diagnosis.Examine(Bodies.Lasting(Without("linear2").WithParameters("linear2", parameter => parameter with { RequiresGradient = false, IsOwned = false }))));

    [Fact]
    public void Stays_silent_on_a_learning_rate_of_zero() =>
        Assert.Empty(_diagnosis.Examine(Bodies.Lasting(Without("linear2").WithParameters("linear2", parameter => parameter with { LearningRate = 0 }))));

    [Fact]
    public void Stays_silent_on_a_gradient_of_zero() =>
        Assert.Empty(_diagnosis.Examine(Bodies.Lasting(_healthy.WithParameters("linear1", parameter => parameter with { Gradient = Bodies.Sized(0, 10) }))));

    [Fact]
    public void Names_what_is_multiplied_by_zero_after_ten_readings()
    {
        Assert.Empty(_diagnosis.Examine(Bodies.Lasting(TimesZero(), 9)));

        var finding = Assert.Single(_diagnosis.Examine(Bodies.Lasting(TimesZero(), 10)));

        Assert.Equal((Severity.Warning, "linear3.weight", 10L, "no-gradient"), (finding.Severity, finding.Place, finding.Step, finding.Causes[0].Id));
        Assert.Equal("The gradient of one parameter was exactly zero in 10 readings or more, beside others that were not.", finding.Summary);
    }

    [Fact]
    public void Stays_silent_on_a_factor_that_begins_at_zero_and_learns() =>
        Assert.Empty(_diagnosis.Examine(Bodies.History([TimesZero(), .. Enumerable.Repeat(_healthy, 20)])));

    [Fact]
    public void Stays_silent_on_zeros_that_dead_units_leave() =>
        Assert.Empty(_diagnosis.Examine(Bodies.Lasting(Zeroed("linear3"), 20)));

    [Fact]
    public void Stays_silent_on_zeros_where_the_gradient_had_nearly_vanished() =>
        Assert.Empty(_diagnosis.Examine(Bodies.Lasting(TimesZero().WithPlaces("linear4", place => place with { Gradient = Bodies.Sized(1e-42, 100) }), 20)));

    [Fact]
    public void Stays_silent_on_zeros_of_what_was_frozen() =>
        Assert.Empty(_diagnosis.Examine(Bodies.Lasting(TimesZero().WithParameters("linear3", parameter => parameter with { LearningRate = 0 }), 20)));

    [Fact]
    public void Stays_silent_where_nobody_knows_the_optimizer() =>
        Assert.Empty(_diagnosis.Examine(Bodies.Lasting(_healthy.WithParameters("linear", parameter => parameter with { IsOwned = null, LearningRate = double.NaN }))));

    [Fact]
    public void Stays_silent_on_blocks_that_rest_at_random()
    {
        var other = Without("linear3");

        Assert.Empty(_diagnosis.Examine(Bodies.History([_healthy, other, other, _healthy, other, other, other, other])));
    }

    [Fact]
    public void Stays_silent_without_readings() => Assert.Empty(_diagnosis.Examine(new ReadingHistory()));

    /// <summary>Nothing comes back to the third layer and its activation, though the fourth gets its gradient.</summary>
    StepReading TimesZero() => Zeroed("linear3", "act3");

    /// <summary>A rectifier that forward calls as a function is heard by no probe: dead units behind linear3 look like a gate that is shut.</summary>
    [Theory]
    [InlineData(-3, -0.5)]
    [InlineData(6.5, 9)]
    public void Stays_silent_where_an_unheard_activation_may_be_flat_for_all_samples(double least, double greatest)
    {
        var dead = Zeroed("linear1", "linear2", "linear3").WithPlaces("linear3", place => place with { Activation = Fathom.Statistics.TensorSummary.Of([least, greatest]) });

        Assert.Empty(_diagnosis.Examine(Bodies.Lasting(dead, 40)));
    }

    StepReading Zeroed(params string[] names) => names.Aggregate(_healthy, (reading, name) => reading
        .WithPlaces(name, place => place with { Gradient = Bodies.Sized(0, 100) })
        .WithParameters(name, parameter => parameter with { Gradient = Bodies.Sized(0, 100) }));

    StepReading Without(params string[] names) =>
        names.Aggregate(_healthy, (reading, name) => reading.WithParameters(name, parameter => parameter with { Gradient = null, Update = null }));
}
