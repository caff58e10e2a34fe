using Fathom.Diagnoses;
using Fathom.Ledger;

namespace Fathom.Tests.Diagnoses;

public class ExplodingThroughTimeTests
{
    readonly ExplodingThroughTime _diagnosis = new();

    [Fact]
    public void Sees_a_step_that_overwrites_a_cell()
    {
        var finding = Assert.Single(_diagnosis.Examine(Readings.Repeated(Cell(1.4, cell: 3, head: 1e-3))));

        Assert.Equal(("exploding-through-time", Severity.Error, "rnn1.cell", 1L), (finding.Id, finding.Severity, finding.Place, finding.Step));
        Assert.Contains("one step changes it by 3.0e+0 times its own size", finding.Summary, StringComparison.Ordinal);
        Assert.Equal("recurrent-steps", Assert.Single(finding.Causes).Id);
    }

    [Fact]
    public void Sees_that_clipping_leaves_the_other_layers_nothing()
    {
        var finding = Assert.Single(_diagnosis.Examine(Readings.Repeated(Cell(1.4, cell: 1e-3, head: 1e-8))));

        Assert.Equal(3, finding.Step);
        Assert.Contains("move all other layers by less than 1%", finding.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public void Reads_modules_that_take_the_whole_sequence()
    {
        var reading = Cell(1, cell: 3, head: 1e-3);
        var whole = new PlaceReading { Name = "rnn1", Type = "RNN", Kind = LinkKind.Recurrent, GradientThroughTime = [1e5, 1e3, 10, 1] };

        var finding = Assert.Single(_diagnosis.Examine(Readings.Repeated(reading with { Places = [whole, .. reading.Places] })));

        Assert.Equal("rnn1", finding.Place);
    }

    [Theory]
    [InlineData(1.4, 1e-3, 1e-3, "growth that does no harm")]
    [InlineData(1.05, 3, 1e-3, "a large step without growth: another illness")]
    [InlineData(0.8, 1e-3, 1e-3, "a gradient that falls")]
    [InlineData(1.4, 0, 0, "a training that stands still")]
    [InlineData(1.4, 1e-9, 1e-9, "a rate that is tiny everywhere")]
    public void Stays_silent_on(double factor, double cell, double head, string healthy)
    {
        Assert.NotEmpty(healthy);
        Assert.Empty(_diagnosis.Examine(Readings.Repeated(Cell(factor, cell, head))));
    }

    [Fact]
    public void Stays_silent_on_answers_at_every_step_that_add_up()
    {
        // 400 steps, each with an answer of its own and none of it lost: the first has 400 times the gradient of the last.
        var sums = Enumerable.Range(0, 400).Select(step => (double?)(400 - step)).ToArray();

        Assert.Empty(_diagnosis.Examine(Readings.Repeated(With(TimeReadings.Of(sums), cell: 3, head: 1e-3))));
    }

    static StepReading Cell(double factor, double cell, double head) => With(TimeReadings.Of(TimeReadings.Falling(20, factor)), cell, head);

    static StepReading With(StepReading reading, double cell, double head) => reading with
    {
        Ledger = new ChainLedger([], outputNorm: 1),
        Places = [.. reading.Places, new PlaceReading { Name = "linear1", Type = "Linear", Kind = LinkKind.Weight, Gradient = Readings.Of(1) }],
        Parameters = [Parameter("rnn1.cell.weight_hh", cell), Parameter("linear1.weight", head)],
    };

    static ParameterReading Parameter(string name, double ratio) => new()
    {
        Name = name, Value = Readings.Of(1), Gradient = Readings.Of(1), LearningRate = 0.1,
        Update = new UpdateReading { Change = Readings.Of(ratio), Ratio = ratio, Pulled = 1 },
    };
}
