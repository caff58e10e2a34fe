using Fathom.Diagnoses;
using Fathom.Ledger;
using Fathom.Statistics;

namespace Fathom.Tests.Diagnoses;

public class UnscaledInputTests
{
    readonly UnscaledInput _diagnosis = new();

    [Fact]
    public void Sees_large_inputs_by_the_first_loss()
    {
        var finding = Assert.Single(_diagnosis.Examine(Bodies.Lasting(Bodies.Healthy(loss: 230.2585).WithInput(128), 1)));

        Assert.Equal(("unscaled-input", Severity.Warning, "linear1", 1L), (finding.Id, finding.Severity, finding.Place, finding.Step));
        Assert.Equal("The inputs' root mean square is 1.3e+2, where initialisations expect 1: the first loss over its baseline is 1.0e+2.", finding.Summary);
        Assert.Equal("input-scale", Assert.Single(finding.Causes).Id);
    }

    [Fact]
    public void Sees_large_inputs_by_a_saturated_first_activation() =>
        Assert.Contains("saturated share of act1", Assert.Single(_diagnosis.Examine(Bodies.Lasting(
            Bodies.Healthy("Tanh").WithInput(128).WithPlaces("act1", place => place with { Units = place.Units! with { SaturatedShare = 0.95 } })))).Summary, StringComparison.Ordinal);

    [Fact]
    public void Sees_large_inputs_by_a_step_that_promises_more_than_the_loss() =>
        Assert.Contains("promises", Assert.Single(_diagnosis.Examine(Bodies.Lasting(
            Bodies.Healthy().WithInput(128).WithParameters("linear1", parameter => parameter with { Update = parameter.Update! with { Descent = 90 } })))).Summary, StringComparison.Ordinal);

    [Theory]
    [InlineData(300, true)]
    [InlineData(20, false)]
    public void Sees_large_inputs_by_what_they_add_up_to_in_gates(double size, bool saturates)
    {
        // 32 units with four gates, weights of 0.05, and 16 features: sums of size 0.2 for inputs of size 1; 5.4 saturates half.
        var whole = Bodies.Healthy().WithInput(size).WithPlaces("linear1", place => place with { Kind = LinkKind.Recurrent, Type = "LSTM", Units = null });
        ParameterReading Weight(string name, long count) => whole.Parameters[0] with { Name = "linear1." + name, Value = Bodies.Sized(0.05, count), Update = null };
        var reading = whole with { Parameters = [Weight("weight_ih_l0", 128 * 16), Weight("weight_hh_l0", 128 * 32), .. whole.Parameters.Skip(1)] };

        Assert.Equal(saturates, _diagnosis.Examine(Bodies.Lasting(reading, 1)).Any(finding => finding.Summary.Contains("gates of linear1", StringComparison.Ordinal)));
    }

    [Fact]
    public void Sees_small_inputs_by_a_first_layer_that_does_not_move() =>
        Assert.Equal(3, Assert.Single(_diagnosis.Examine(Bodies.Lasting(Slow(Bodies.Healthy().WithInput(1e-4))))).Step);

    [Fact]
    public void Sees_small_inputs_by_what_the_bias_leaves_of_them()
    {
        var drowned = Bodies.Healthy(loss: 2.31).WithInput(1e-4).WithPlaces("linear1", place => place with { Units = place.Units! with { SampleSpread = 1e-3 } });

        Assert.Equal(20, Assert.Single(_diagnosis.Examine(Bodies.Lasting(drowned, 30))).Step);
        Assert.Empty(_diagnosis.Examine(Bodies.Lasting(drowned, 19)));
    }

    [Fact]
    public void Only_notes_inputs_with_which_the_training_got_along() =>
        Assert.Equal(Severity.Note, Assert.Single(_diagnosis.Examine(Bodies.Lasting(Bodies.Healthy().WithInput(128), 40, losses: step => 200 * Math.Exp(-step / 3.0)))).Severity);

    [Theory]
    [InlineData(128)]
    [InlineData(9.9)]
    [InlineData(1)]
    [InlineData(0.3)]
    [InlineData(1e-4)]
    [InlineData(1e-30)]
    [InlineData(1e30)]
    [InlineData(double.NaN)]
    [InlineData(0)]
    public void Stays_silent_on_any_size_without_a_consequence(double size) => Assert.Empty(_diagnosis.Examine(Bodies.Lasting(Bodies.Healthy().WithInput(size), 40, losses: step => 2.3 - (0.02 * step))));

    [Theory]
    [InlineData(1)]
    [InlineData(0.3)]
    [InlineData(5)]
    public void Stays_silent_on_ordinary_sizes_whatever_the_loss(double size) => Assert.Empty(_diagnosis.Examine(Bodies.Lasting(Slow(Bodies.Healthy(loss: 500).WithInput(size)), 40)));

    [Fact]
    public void Stays_silent_on_one_hot_rows()
    {
        // One in ten thousand: a root mean square of 0.01.
        var rows = TensorSummary.Of([1.0]).Repeated(32) + TensorSummary.OfZeros(32 * 9_999);
        var reading = Slow(Bodies.Healthy()) with { Inputs = [new InputReading { Values = rows, SampleSpread = 0.98 }] };

        Assert.Empty(_diagnosis.Examine(Bodies.Lasting(reading, 40)));
    }

    [Theory]
    [InlineData("linear1")]
    public void Stays_silent_where_a_normalisation_takes_the_size_away(string before) =>
        Assert.Empty(_diagnosis.Examine(Bodies.Lasting(Bodies.Healthy(loss: 500).WithInput(128).WithNormBehind(before), 40)));

    [Fact]
    public void Stays_silent_where_the_baseline_is_as_large() =>
        Assert.Empty(_diagnosis.Examine(Bodies.Lasting(Bodies.Healthy(loss: 500).WithInput(128), facts: new() { BaselineLoss = 400, Loss = LossForm.Numbers })));

    [Fact]
    public void Stays_silent_on_tokens() => Assert.Empty(_diagnosis.Examine(Bodies.Lasting(Bodies.Healthy(loss: 500) with { Inputs = [] }, 40)));

    [Theory]
    [InlineData(0.5)]
    [InlineData(double.NaN)]
    public void Refuses_a_large_size_below_one(double size) => Assert.Throws<ArgumentOutOfRangeException>(() => new UnscaledInput { Large = size });

    static StepReading Slow(StepReading reading) => reading.WithParameters("linear1", parameter => parameter with { Update = Bodies.Update(1e-7, 0.1) });
}
