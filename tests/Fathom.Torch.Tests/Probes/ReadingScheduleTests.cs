using Fathom.Torch.Probes;

namespace Fathom.Torch.Tests.Probes;

public class ReadingScheduleTests
{
    [Theory]
    [InlineData(0.01, 0.001)]
    [InlineData(0.01, 0.1)]
    [InlineData(0.05, 0.5)]
    [InlineData(0.01, 5)]
    public void Keeps_its_cost_below_the_budget(double budget, double costOfReading)
    {
        var schedule = new ReadingSchedule(budget, every: null);

        var (readings, spent) = Train(schedule, steps: 20_000, _ => 1, costOfReading);

        Assert.InRange(spent / 20_000, 0, budget);
        // And it uses what it may: half of the budget is for what a reading costs beside its own time.
        Assert.InRange(readings, 0.8 * Math.Min(20_000, budget * 20_000 / (2 * costOfReading)), 20_000);
    }

    [Fact]
    public void Lives_on_no_pauses()
    {
        // Every hundredth step is followed by an evaluation as long as a thousand steps.
        var (readings, _) = Train(new ReadingSchedule(0.01, every: null), steps: 10_000, step => step % 100 == 0 ? 1_000 : 1, costOfReading: 0.1);

        var (without, _) = Train(new ReadingSchedule(0.01, every: null), steps: 10_000, _ => 1, costOfReading: 0.1);
        Assert.InRange(readings, without, 1.1 * without);
    }

    [Fact]
    public void Does_not_hold_the_first_readings_compilation_against_the_rest()
    {
        var schedule = new ReadingSchedule(0.01, every: null);
        schedule.Account(duration: 1_000, cost: 999, wasRead: true);

        var (readings, _) = Train(schedule, steps: 1_000, _ => 1, costOfReading: 0.01);

        Assert.InRange(readings, 100, 1_000);
    }

    [Fact]
    public void Advances_three_readings_in_the_first_hundred_steps_and_has_them_paid_before_the_fourth()
    {
        var schedule = new ReadingSchedule(0.01, every: null);
        List<int> read = [];

        for (var step = 0; step < 5_000; step++)
        {
            var reads = schedule.Includes(step);
            if (reads) read.Add(step + 1);
            schedule.Account(duration: 1, cost: reads ? 5 : 0, reads);
        }

        // Each costs 2 · 5, so that the two that are not free and the fourth are paid by 30 / 0.01 steps.
        Assert.Equal([1, 2, 100], read.Take(3));
        Assert.InRange(read[3], 2_990, 3_010);
    }

    [Fact]
    public void Counts_the_first_hundred_steps_from_where_a_training_is_resumed()
    {
        var schedule = new ReadingSchedule(0.01, every: null);
        List<int> read = [];

        for (var step = 5_000; step < 5_200; step++)
        {
            var reads = schedule.Includes(step);
            if (reads) read.Add(step);
            schedule.Account(duration: 1, cost: reads ? 5 : 1e-3, reads);
        }

        Assert.Equal([5_000, 5_001, 5_099], read);
    }

    [Theory]
    [InlineData(1, 100)]
    [InlineData(7, 15)]
    public void Reads_every_so_many_steps_when_told_to(int every, int expected)
    {
        var schedule = new ReadingSchedule(0.01, every);

        Assert.Equal(expected, Enumerable.Range(0, 100).Count(step => schedule.Includes(step)));
    }

    static (int Readings, double Spent) Train(ReadingSchedule schedule, int steps, Func<int, double> duration, double costOfReading)
    {
        var (readings, spent) = (0, 0.0);
        var reads = schedule.Includes(0);
        for (var step = 1; step <= steps; step++)
        {
            var cost = reads ? costOfReading : 0;
            schedule.Account(duration(step) + cost, cost, reads);
            if (reads && readings++ > 0) spent += cost;
            reads = schedule.Includes(step);
        }

        return (readings, spent);
    }
}
