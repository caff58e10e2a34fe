using Fathom.Diagnoses;

namespace Fathom.Tests.Diagnoses;

public class OscillatingLossTests
{
    readonly OscillatingLoss _diagnosis = new();

    [Theory]
    [InlineData(2.2)]
    [InlineData(2.3)]
    [InlineData(2.5)]
    public void Sees_steps_that_jump_over_the_minimum_and_back(double rate)
    {
        // e^x − x − 1 has its minimum of 0 at 0 with curvature 1, steeper on one side: above a rate of 2 it ends in a cycle of two.
        var finding = Assert.Single(_diagnosis.Examine(Descents.Curve(x => Math.Exp(x) - x - 1, x => Math.Exp(x) - 1, start: 0.5, rate, steps: 100)));

        Assert.Equal(("oscillating-loss", Severity.Warning, "network"), (finding.Id, finding.Severity, finding.Place));
        Assert.InRange(finding.Step, 16, 40);
        Assert.Equal("learning-rate", Assert.Single(finding.Causes).Id);
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(1.5)]
    [InlineData(1.95)]
    public void Stays_silent_where_the_swing_dies_out(double rate)
    {
        for (var steps = 16; steps <= 116; steps += 20)
            Assert.Empty(_diagnosis.Examine(Descents.Curve(x => Math.Exp(x) - x - 1, x => Math.Exp(x) - 1, start: 0.5, rate, steps)));
    }

    [Fact]
    public void Stays_silent_on_two_batches_that_differ()
    {
        for (var seed = 0; seed < 10; seed++)
            Assert.Empty(_diagnosis.Examine(Descents.Quadratic(Descents.Spectrum(20, 0.1, 1), 0.01, 200, seed, noise: 0.1, floor: 0.5, batch: step => step % 2 == 0 ? 1.5 : 0.5)));
    }

    [Fact]
    public void Stays_silent_on_noise_and_where_nothing_is_known_of_the_steps()
    {
        var random = new Random(7);

        Assert.Empty(_diagnosis.Examine(Descents.Quadratic(Descents.Spectrum(20, 0.1, 1), 0.5, 300, 3, noise: 0.5, floor: 0.1)));
        Assert.Empty(_diagnosis.Examine(Descents.Losses(_ => 1 + (0.1 * Descents.Normal(random)), 300)));
        Assert.Empty(_diagnosis.Examine(Descents.Losses(step => step % 2, 300)));
    }

    [Fact]
    public void Alternation_is_found_in_noise_no_more_often_than_stated()
    {
        var random = new Random(8);

        var found = Enumerable.Range(0, 5_000).Count(_ => Trend.Alternation([.. Enumerable.Range(0, 64).Select(_ => Descents.Normal(random))]) < -3.09);

        // A line taken out of 64 numbers leaves them an autocorrelation of −3/64 or so: 0.4 deviates.
        Assert.InRange(found / 5_000.0, 0, 0.005);
    }
}
