using Fathom.Diagnoses;
using Fathom.Ledger;

namespace Fathom.Tests.Diagnoses;

public class SequentialEvidenceTests
{
    [Theory]
    [InlineData(-5, 0, 3)]
    [InlineData(-15, 0.1, 3)]
    [InlineData(-5, 0.05, 4)]
    [InlineData(-0.3, 0.1, 20)]
    public void Recognises_clear_cases_at_the_third_reading_and_borderline_ones_later(double mean, double deviation, int atMost)
    {
        for (var seed = 0; seed < 50; seed++)
        {
            var random = new Random(seed);
            var margins = Enumerable.Range(0, 60).Select(_ => mean + (deviation * Normal(random))).ToArray();

            Assert.InRange(SequentialEvidence.Of(margins, 1e-3)!.Value.Index + 1, 3, atMost);
        }
    }

    [Theory]
    [InlineData("independent, exactly at the limit", 0.0, 0.05)]
    [InlineData("independent, exactly at the limit", 0.0, 0.001)]
    [InlineData("independent, a tenth of a deviation beyond it on the healthy side", 0.1, 0.05)]
    [InlineData("health for a while, and then the limit", 0.0, 0.05)]
    public void Raises_a_false_alarm_no_more_often_than_it_states_however_often_one_looks(string kind, double mean, double stated)
    {
        const int Streams = 2_000;
        var random = new Random(11);
        var alarms = 0;
        for (var stream = 0; stream < Streams; stream++)
        {
            var deviation = Math.Pow(10, (4 * random.NextDouble()) - 3);
            var margins = Enumerable.Range(0, 60)
                .Select(step => (kind.Contains("while", StringComparison.Ordinal) && step < 30 ? 1 : deviation * mean) + (deviation * Normal(random))).ToList();
            if (Enumerable.Range(1, margins.Count).Any(count => count % 3 == 0 && EverAlarmed(margins, count))) alarms++;
        }

        // Three deviations of a binomial count on top: a rate of 0.001 leaves two alarms in 2,000 streams.
        Assert.InRange(alarms, 0, (Streams * stated) + (stated < 0.01 ? 3 * Math.Sqrt(Streams * stated) : 0));

        bool EverAlarmed(List<double> margins, int count) => SequentialEvidence.Of([.. margins.Take(count)], stated) is not null;
    }

    [Fact]
    public void Keeps_its_rate_at_every_single_look_with_heavy_tails()
    {
        const int Streams = 2_000;
        var random = new Random(12);
        var alarms = 0;
        for (var stream = 0; stream < Streams; stream++)
        {
            var margins = new List<double>();
            for (var look = 0; look < 48; look++)
            {
                // Student's t with three degrees: the logarithms of gradient norms have heavier tails than a normal.
                var chi = Math.Sqrt((Square(Normal(random)) + Square(Normal(random)) + Square(Normal(random))) / 3);
                margins.Add(0.1 * Normal(random) / chi);
                if (SequentialEvidence.Of(margins, 0.05) is null) continue;
                alarms++;
                break;
            }
        }

        Assert.InRange((double)alarms / Streams, 0, 0.05);
    }

    [Fact]
    public void Ends_where_the_latest_reading_shows_health_and_dates_anew_when_it_returns()
    {
        double[] ill = [.. Enumerable.Repeat(-3.0, 6)];
        double[] long_ = [.. ill, .. Enumerable.Repeat(2.0, 40)];

        Assert.Null(Verdict([.. ill, 1.0]));
        Assert.Equal(3, Verdict(ill)!.Since);
        Assert.InRange(Verdict([.. long_, .. Enumerable.Repeat(-3.0, 10)])!.Since, 49, 53);
    }

    [Fact]
    public void Dates_an_illness_alike_however_long_the_training_goes_on()
    {
        var fromTheStart = new ReadingHistory(capacity: 8);
        var fromTheMiddle = new ReadingHistory(capacity: 8);
        for (var step = 1; step <= 5_000; step++)
        {
            fromTheStart.Add(new StepReading { Step = step, Loss = 1 });
            fromTheMiddle.Add(new StepReading { Step = step, Loss = step < 1_000 ? 3 : 1 });
            if (step % 50 == 0) _ = Evidence(fromTheMiddle);
        }

        Assert.Equal(3, Evidence(fromTheStart)!.Since);
        Assert.InRange(Evidence(fromTheMiddle)!.Since, 1_003, 1_050);
    }

    [Fact]
    public void Confidence_is_one_minus_the_rate_or_better_and_never_certainty() =>
        Assert.InRange(Verdict([.. Enumerable.Repeat(-3.0, 20)])!.Confidence, 0.9999 - 1e-9, 0.9999 + 1e-9);

    [Fact]
    public void Says_nothing_of_readings_that_say_nothing()
    {
        Assert.Null(Verdict([double.NaN, double.NaN, double.NaN]));
        Assert.Null(Verdict([]));
        Assert.Equal(5, Verdict([-3, double.NaN, -3, double.NaN, -3])!.Since);
    }

    static SequentialEvidence? Evidence(ReadingHistory history) => SequentialEvidence.Of(history, "key", 1e-3, 1, reading => reading.Loss - 2);

    static SequentialEvidence? Verdict(double[] margins)
    {
        var history = new ReadingHistory(capacity: 100);
        for (var step = 1; step <= margins.Length; step++) history.Add(new StepReading { Step = step, Loss = 1 });
        return SequentialEvidence.Of(history, "key", 1e-3, tests: 1, reading => margins[(int)reading.Step - 1]);
    }

    static double Square(double value) => value * value;

    static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
