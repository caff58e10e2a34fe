using Fathom.Diagnoses;
using Fathom.Ledger;

namespace Fathom.Tests.Diagnoses;

public class NonFiniteTests
{
    readonly NonFinite _diagnosis = new();
    readonly StepReading _healthy = Readings.Stack(3, -0.1, _ => 1e-3);

    [Fact]
    public void Names_the_first_output_that_was_not_finite()
    {
        var finding = Examine(Change(_healthy with { Loss = double.NaN }, "linear2", place => place with { Activation = Readings.Of(double.NaN) }, andBehind: true));

        Assert.Equal((Severity.Fatal, "linear2", 2L), (finding.Severity, finding.Place, finding.Step));
        Assert.Equal("The output of linear2 (Linear) first held NaN in step 2.", finding.Summary);
        Assert.Equal("invalid-operation", finding.Causes[0].Id);
    }

    [Fact]
    public void Blames_the_data_when_the_very_first_layer_was_hit()
    {
        var finding = Examine(Change(_healthy with { Loss = double.NaN }, "linear1", place => place with { Activation = Readings.Of(double.NaN) }, andBehind: true));

        Assert.Equal("input-data", finding.Causes[0].Id);
    }

    [Theory]
    [InlineData(1.0, "invalid-operation")]
    [InlineData(double.NaN, "input-data")]
    public void Blames_the_data_only_where_they_may_be_to_blame(double input, string cause)
    {
        var broken = Change(_healthy with { Loss = double.NaN }, "linear1", place => place with { Activation = Readings.Of(double.NaN) }, andBehind: true);

        Assert.Equal(cause, Examine(broken with { Inputs = [new InputReading { Values = Readings.Of(input) }] }).Causes[0].Id);
    }

    [Fact]
    public void Blames_the_time_steps_of_a_recurrent_layer_that_broke_on_sound_inputs()
    {
        var broken = Change(_healthy with { Loss = double.NaN }, "linear1", place => place with { Kind = LinkKind.Recurrent, Activation = Readings.Of(double.NaN) }, andBehind: true);

        Assert.Equal("recurrent-steps", Examine(broken with { Inputs = [new InputReading { Values = Readings.Of(1) }] }).Causes[0].Id);
    }

    [Fact]
    public void Blames_overflow_when_numbers_had_grown_towards_the_limit()
    {
        var history = new ReadingHistory();
        history.Add(Change(_healthy, "linear1", place => place with { Gradient = Readings.Of(1e30) }) with { Step = 1 });
        history.Add(Change(_healthy with { Loss = double.NaN }, "linear3", place => place with { Activation = Readings.Of(double.NaN) }) with { Step = 2 });

        Assert.Equal("overflow", Assert.Single(_diagnosis.Examine(history)).Causes[0].Id);
    }

    [Fact]
    public void Names_the_loss_when_every_output_was_finite() =>
        Assert.Equal("loss", Examine(_healthy with { Loss = double.PositiveInfinity }).Place);

    [Fact]
    public void Names_the_gradient_nearest_to_the_loss()
    {
        var reading = Change(_healthy, "linear2", place => place with { Gradient = Readings.Of(double.NegativeInfinity) });
        reading = Change(reading, "linear1", place => place with { Gradient = Readings.Of(double.NaN) });

        var finding = Examine(reading);

        Assert.Equal("linear2", finding.Place);
        Assert.Equal("The gradient at the output of linear2 (Linear) first held an infinity in step 2.", finding.Summary);
    }

    [Fact]
    public void Names_the_weight_that_the_step_itself_broke()
    {
        var reading = _healthy with { Parameters = [_healthy.Parameters[0], _healthy.Parameters[1] with { Value = Readings.Of(double.NaN) }] };

        Assert.Equal("After the optimizer's step, linear2.weight first held NaN in step 2.", Examine(reading).Summary);
    }

    [Fact]
    public void Speaks_of_the_first_step_only()
    {
        var history = Readings.Repeated(_healthy, count: 3);
        for (var step = 4; step < 300; step++) history.Add(_healthy with { Step = step, Loss = double.NaN });

        Assert.Equal(4, Assert.Single(_diagnosis.Examine(history)).Step);
    }

    [Theory]
    [InlineData(10, "invalid-operation")]
    [InlineData(1e6, "overflow")]
    public void Blames_overflow_where_the_loss_ran_away_between_readings(double last, string cause)
    {
        var history = new ReadingHistory();
        history.Add(_healthy with { Step = 1 });
        foreach (var (step, loss) in new[] { (1, 2.0), (2, 3.0), (3, last), (4, double.NaN) }) history.Losses.Add(step, loss);
        history.Add(_healthy with { Step = 4, Loss = double.NaN });

        Assert.Equal(cause, Assert.Single(_diagnosis.Examine(history)).Causes[0].Id);
    }

    [Fact]
    public void Leaves_the_data_under_suspicion_where_nobody_listened()
    {
        var history = new ReadingHistory();
        history.Add(_healthy with { Step = 1 });
        history.Add(_healthy with { Step = 9, Loss = double.NaN, Places = [], Inputs = [] });

        var finding = Assert.Single(_diagnosis.Examine(history));

        Assert.Equal([("invalid-operation", 0.5), ("input-data", 0.5)], finding.Causes.Select(found => (found.Id, found.Share)));
        Assert.Contains("data of step 9", finding.Treatments[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void Stays_silent_on_finite_steps() => Assert.Empty(_diagnosis.Examine(Readings.Repeated(_healthy)));

    [Fact]
    public void Stays_silent_on_an_infinite_mask() =>
        Assert.Empty(_diagnosis.Examine(Readings.Repeated(Change(_healthy, "linear2", place => place with { Activation = Readings.Of(double.NegativeInfinity) }))));

    [Fact]
    public void Stays_silent_where_no_loss_was_handed_in() =>
        Assert.Empty(_diagnosis.Examine(Readings.Repeated(_healthy with { Loss = double.NaN, LossWasRead = false })));

    Finding Examine(StepReading second)
    {
        var history = new ReadingHistory();
        history.Add(_healthy);
        history.Add(second with { Step = 2 });
        return Assert.Single(_diagnosis.Examine(history));
    }

    static StepReading Change(StepReading reading, string name, Func<PlaceReading, PlaceReading> change, bool andBehind = false)
    {
        var reached = false;
        return reading with
        {
            Places =
            [
                .. reading.Places.Select(place =>
                {
                    reached = place.Name == name || (reached && andBehind);
                    return reached ? change(place) : place;
                }),
            ],
        };
    }
}
