using Fathom.Diagnoses;
using Fathom.Ledger;

namespace Fathom.Tests.Diagnoses;

public class GradientSpikeTests
{
    readonly GradientSpike _diagnosis = new();

    [Fact]
    public void Sees_a_spike_after_which_the_loss_stays_up()
    {
        var finding = Assert.Single(_diagnosis.Examine(Training(seed: 1, spikeAt: 40, factor: 300, lossAfter: _ => 5)));

        Assert.Equal(("gradient-spike", Severity.Warning, 40L), (finding.Id, finding.Severity, finding.Step));
        Assert.Contains("has not come back", finding.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public void Is_a_note_where_the_loss_came_back() =>
        Assert.Equal(Severity.Note, Assert.Single(_diagnosis.Examine(Training(2, 40, 300, step => step < 45 ? 5 : 1))).Severity);

    [Fact]
    public void Sees_a_spike_that_overwrites_a_layer() =>
        Assert.Contains("its own size", Assert.Single(_diagnosis.Examine(Training(3, 40, 3_000, _ => 1, ratio: 2))).Summary, StringComparison.Ordinal);

    [Fact]
    public void Stays_silent_on_a_spike_that_did_no_harm() => Assert.Empty(_diagnosis.Examine(Training(4, 40, 3_000, _ => 1)));

    [Fact]
    public void Stays_silent_on_a_loss_that_rises_without_a_spike() => Assert.Empty(_diagnosis.Examine(Training(5, 40, 1, _ => 5)));

    [Fact]
    public void Stays_silent_on_large_gradients_at_the_start() => Assert.Empty(_diagnosis.Examine(Training(6, 3, 3_000, _ => 5, ratio: 2)));

    [Theory]
    [InlineData(0.05)]
    [InlineData(0.3)]
    public void Tails_like_a_powers_pass_its_limit_no_more_often_than_stated(double deviation)
    {
        var found = 0;
        for (var seed = 0; seed < 500; seed++)
            if (_diagnosis.Examine(Training(seed, spikeAt: 0, factor: 1, _ => 1, ratio: 2, deviation)).Any()) found++;

        // The median and MAD of 16 to 32 readings are themselves rough; the rate that is stated holds for known ones.
        Assert.InRange(found / 500.0, 0, 0.02);
    }

    static ReadingHistory Training(int seed, int spikeAt, double factor, Func<int, double> lossAfter, double ratio = 0.01, double deviation = 0.1)
    {
        var random = new Random(seed);
        var history = new ReadingHistory(capacity: 64);
        for (var step = 1; step <= 60; step++)
        {
            var laplace = -deviation * Math.Log(1 - random.NextDouble()) * (random.Next(2) == 0 ? 1 : -1);
            var norm = Math.Exp(laplace) * (step == spikeAt ? factor : 1);
            var loss = (step > spikeAt && spikeAt > 0 ? lossAfter(step) : 1) * (1 + (0.03 * Descents.Normal(random)));
            var change = step == spikeAt || spikeAt == 0 ? ratio : 0.01;
            Descents.Add(history, step, loss, [1], [norm], [-change], 0.01);
        }

        return history;
    }
}
