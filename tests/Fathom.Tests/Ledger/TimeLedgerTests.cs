using Fathom.Ledger;
using Fathom.Statistics;

namespace Fathom.Tests.Ledger;

public class TimeLedgerTests
{
    [Fact]
    public void Tells_what_is_left_at_each_step()
    {
        var time = Ledger(1e-4, 1e-2, 0.1, 1, 2);

        Assert.Equal("rnn1.cell", time.Module);
        Assert.Equal(5, time.Steps);
        Assert.Equal([1e-4, 1e-2, 0.1, 1, 2], time.Norms);
        Assert.Equal(Math.Log10(0.5e-4), time.Decades(0), 1e-12);
        Assert.Equal(0, time.Decades(4));
        Assert.Equal(Math.Log10(0.5e-4) / 4, time.DecadesPerStep, 1e-12);
    }

    [Theory]
    [InlineData(0.1, 1e-3, 3)]
    [InlineData(0.09, 1e-3, 2)]
    [InlineData(0.1, 0.5, 0)]
    [InlineData(0.99, 1e-3, 9)]
    [InlineData(1.5, 1e-3, 9)]
    public void A_memory_reaches_as_far_back_as_the_share_is_left(double factor, double share, int horizon) =>
        Assert.Equal(horizon, Ledger(TimeReadings.Falling(10, factor)).Horizon(share * (1 - 1e-9)));

    [Fact]
    public void A_module_that_takes_a_sequence_tells_of_its_steps_in_one_reading()
    {
        StepReading reading = new()
        {
            Step = 1, Places = [new PlaceReading { Name = "lstm1", Type = "LSTM", Kind = LinkKind.Recurrent, GradientThroughTime = [0.01, 0.1, 1] }],
        };

        var time = Assert.Single(TimeLedger.All(reading));

        Assert.Equal(("lstm1", true, 3), (time.Module, time.IsWhole, time.Steps));
        Assert.Equal(-1, time.DecadesPerStep, 1e-12);
    }

    [Fact]
    public void One_output_alone_can_be_followed()
    {
        StepReading reading = new()
        {
            Step = 1,
            Places =
            [
                .. from call in Enumerable.Range(0, 3)
                   from output in Enumerable.Range(0, 2)
                   select new PlaceReading { Name = "cell", Type = "LSTMCell", Kind = LinkKind.Recurrent, Call = call, Output = output, Gradient = Readings.Of(output == 0 ? 1 : Math.Pow(2, call)) },
            ],
        };

        Assert.Equal([1, 2, 4], TimeLedger.OfOutput(reading, "cell", output: 1)!.Norms);
        Assert.Null(TimeLedger.OfOutput(reading, "cell", output: 2));
    }

    [Fact]
    public void A_memory_ends_at_the_first_gap() => Assert.Equal(1, Ledger(1, 1, 1e-9, 1, 1).Horizon());

    [Fact]
    public void A_step_without_gradient_has_nothing_left_and_is_not_averaged_over()
    {
        var time = Ledger(null, null, 0.01, 0.1, 1);

        Assert.Equal(double.NegativeInfinity, time.Decades(0));
        Assert.Equal(-1, time.DecadesPerStep, 1e-12);
        Assert.Equal(2, time.Horizon());
    }

    [Fact]
    public void Without_a_gradient_at_the_end_there_is_nothing_to_compare_with()
    {
        var time = Ledger(1, 1, null);

        Assert.True(double.IsNaN(time.Decades(0)) && double.IsNaN(time.DecadesPerStep));
        Assert.Equal(-1, time.Horizon());
    }

    [Fact]
    public void A_state_of_several_tensors_counts_as_one()
    {
        var place = new PlaceReading { Name = "lstm1.cell", Type = "LstmCell", Kind = LinkKind.Recurrent };
        StepReading reading = new()
        {
            Step = 1,
            Places =
            [
                place with { Gradient = Readings.Of(3e-200) }, place with { Output = 1, Gradient = Readings.Of(4e-200) },
                place with { Call = 1, Gradient = TensorSummary.Of([1.0]) }, place with { Call = 1, Output = 1 },
            ],
        };

        var time = Assert.Single(TimeLedger.All(reading));

        Assert.Equal(-200 + Math.Log10(5), time.Decades(0), 1e-9);
    }

    [Fact]
    public void Only_what_was_called_more_than_once_has_a_time()
    {
        Assert.Null(TimeLedger.Of(TimeReadings.Of(1.0), "rnn1.cell"));
        Assert.Null(TimeLedger.Of(TimeReadings.Of(1.0, 1.0), "rnn2.cell"));
        Assert.Empty(TimeLedger.All(TimeReadings.Of(1.0)));
        Assert.Empty(TimeLedger.All(Readings.Stack(5, -1, _ => 1e-3)));
    }

    static TimeLedger Ledger(params double?[] norms) => TimeLedger.Of(TimeReadings.Of(norms), "rnn1.cell")!;
}
