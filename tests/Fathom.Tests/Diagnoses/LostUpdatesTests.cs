using Fathom.Diagnoses;
using Fathom.Ledger;
using Fathom.Statistics;

namespace Fathom.Tests.Diagnoses;

public class LostUpdatesTests
{
    readonly LostUpdates _diagnosis = new();

    [Fact]
    public void Sees_what_bfloat16_swallows()
    {
        var finding = Assert.Single(_diagnosis.Examine(Bodies.Lasting(Losing(ElementType.BFloat16, 0.9))));

        Assert.Equal(("lost-updates", Severity.Warning, "linear1.weight..linear5.weight", 3L), (finding.Id, finding.Severity, finding.Place, finding.Step));
        Assert.StartsWith("Rounding to bfloat16 swallows 90% of the updates of", finding.Summary, StringComparison.Ordinal);
        Assert.Equal(("precision", 1.0), (finding.Causes[0].Id, finding.Causes[0].Share));
    }

    [Fact]
    public void Is_an_error_where_the_loss_has_stopped() =>
        Assert.Equal(Severity.Error, Assert.Single(_diagnosis.Examine(Bodies.Lasting(Losing(ElementType.BFloat16, 0.9), 25))).Severity);

    [Fact]
    public void Sees_float32_only_in_trainings_of_more_than_167772_steps()
    {
        var swallowed = Losing(ElementType.Float32, 0.9, gradient: 1e3);

        Assert.Empty(_diagnosis.Examine(Bodies.Lasting(swallowed, facts: new() { PlannedSteps = 167_772 })));
        Assert.Single(_diagnosis.Examine(Bodies.Lasting(swallowed, facts: new() { PlannedSteps = 167_773 })));
    }

    [Fact]
    public void Tells_by_the_survivors_what_an_optimizer_wanted_that_rescales_gradients() =>
        Assert.Single(_diagnosis.Examine(Bodies.Lasting(Losing(ElementType.BFloat16, 0.95, gradient: 1e-12))));

    [Theory]
    [InlineData(ElementType.Float32, 0.9, 1e-3, "float32 in a thousand steps")]
    [InlineData(ElementType.Float64, 0.9, 1e-3, "float64")]
    [InlineData(ElementType.BFloat16, 0.4, 1e-3, "bfloat16 where most updates arrive")]
    [InlineData(ElementType.BFloat16, 0.6, 1e-3, "bfloat16 where most updates are lost and most of the descent arrives")]
    [InlineData(ElementType.BFloat16, 1.0, 1e-30, "a frozen or converged layer that nothing pulls at")]
    [InlineData(ElementType.Float16, 1.0, 1e-9, "float16 with a gradient that would not move anything")]
    [InlineData(null, 0.9, 1e-3, "an unknown type, taken for float32")]
    public void Stays_silent_on(ElementType? type, double lostShare, double gradient, string healthy)
    {
        Assert.NotEmpty(healthy);
        Assert.Empty(_diagnosis.Examine(Bodies.Lasting(Losing(type, lostShare, gradient))));
    }

    [Fact]
    public void Stays_silent_on_a_training_that_has_converged() =>
        Assert.Empty(_diagnosis.Examine(Bodies.Lasting(Losing(ElementType.BFloat16, 0.9), 40, losses: step => 2.3 * Math.Exp(-step / 3.0))));

    [Fact]
    public void Stays_silent_where_a_schedule_has_made_steps_small()
    {
        var losing = Losing(ElementType.BFloat16, 0.9);

        Assert.Empty(_diagnosis.Examine(Bodies.History([WithRate(Bodies.Healthy(), 0.1), .. Enumerable.Repeat(WithRate(losing, 0.01), 5)])));
        Assert.Single(_diagnosis.Examine(Bodies.History([WithRate(Bodies.Healthy(), 0.1), .. Enumerable.Repeat(WithRate(losing, 0.1), 5)])));
    }

    [Fact]
    public void Stays_silent_during_a_warm_up() =>
        Assert.Empty(_diagnosis.Examine(Bodies.History(Enumerable.Range(1, 5).Select(step => WithRate(Losing(ElementType.BFloat16, 0.9), 0.01 * step)).Prepend(Bodies.Healthy()))));

    [Fact]
    public void Stays_silent_on_a_learning_rate_of_zero() =>
        Assert.Empty(_diagnosis.Examine(Bodies.Lasting(Losing(ElementType.BFloat16, 1).WithParameters("linear", parameter => parameter with { LearningRate = 0 }))));

    [Theory]
    [InlineData(0)]
    [InlineData(double.NaN)]
    public void Refuses_a_share_that_is_no_fraction(double share) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new LostUpdates { LostShare = share });

    [Theory]
    [InlineData(1e-30)]
    [InlineData(1e30)]
    [InlineData(double.NaN)]
    public void Stands_gradients_of_any_size(double gradient) =>
        Assert.All(_diagnosis.Examine(Bodies.Lasting(Losing(ElementType.BFloat16, 0.9, gradient))), finding => Assert.All(finding.Evidence, number => Assert.False(double.IsNaN(number.Value))));

    static StepReading WithRate(StepReading reading, double rate) =>
        reading.WithParameters("", parameter => parameter with { LearningRate = rate }) with { LearningRate = rate };

    static StepReading Losing(ElementType? type, double lostShare, double gradient = 0.1) => Bodies.Healthy().WithParameters("linear", parameter => parameter with
    {
        Type = type,
        Gradient = Bodies.Sized(gradient, 1_000),
        Update = Bodies.Update(1e-6, 0.1, lostShare: lostShare),
    });
}
