using Fathom.Ledger;

namespace Fathom.Tests.Ledger;

public class ReadingHistoryTests
{
    [Fact]
    public void Stays_bounded_and_even_over_a_long_training()
    {
        var history = new ReadingHistory(capacity: 8);

        for (var step = 1; step <= 100_000; step++) history.Add(new StepReading { Step = step, Loss = 1 });

        var steps = history.Readings.Select(reading => reading.Step).ToList();
        Assert.InRange(steps.Count, 23, 31);
        Assert.Equal(Enumerable.Range(1, ReadingHistory.Opening).Select(step => (long)step), steps[..8]);
        Assert.Equal(Enumerable.Range(99_993, 8).Select(step => (long)step), steps[^8..]);
        var selected = steps[8..^8].Prepend(1L).ToList();
        Assert.Single(selected.Zip(selected.Skip(1), (left, right) => right - left).Distinct());
        Assert.Equal(100_000, history.Count);
    }

    [Fact]
    public void Never_forgets_the_first_reading_that_was_not_finite()
    {
        var history = new ReadingHistory(capacity: 2);

        for (var step = 1; step <= 1_000; step++) history.Add(new StepReading { Step = step, Loss = step >= 37 ? double.NaN : 1 });

        Assert.Equal(37, history.Readings.First(reading => reading.HasNonFinite).Step);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(200_000)]
    public void Refuses_a_capacity_that_makes_no_sense(int capacity) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new ReadingHistory(capacity));
}
