using Fathom.Cli.Text;

namespace Fathom.Cli.Tests.Text;

public sealed class ProgressLineTests : IDisposable
{
    readonly StringWriter _error = new();
    readonly SteppedTime _time = new();

    Terminal Watched => new() { Out = TextWriter.Null, Error = _error, ErrorIsWatched = true };

    public void Dispose() => _error.Dispose();

    [Fact]
    public void Shows_steps_loss_and_time_left_and_clears_itself()
    {
        using (var line = new ProgressLine(Watched, _time))
        {
            _time.Advance(TimeSpan.FromSeconds(10));
            line.Show(new(10, 30, 2.25));
        }

        Assert.Contains("step 10/30  loss 2.2500  20 s left", _error.ToString(), StringComparison.Ordinal);
        Assert.EndsWith("\r\u001b[K", _error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Draws_at_most_ten_times_a_second()
    {
        using var line = new ProgressLine(Watched, _time);

        for (var step = 1; step <= 1000; step++)
        {
            line.Show(new(step, 1000, 1));
            _time.Advance(TimeSpan.FromMilliseconds(1));
        }

        Assert.InRange(_error.ToString().Split('\r').Length - 1, 8, 11);
    }

    [Fact]
    public void Is_silent_where_nobody_watches()
    {
        using (var line = new ProgressLine(Watched with { ErrorIsWatched = false }, _time)) line.Show(new(1, 2, 1));

        Assert.Equal("", _error.ToString());
    }

    [Fact]
    public void A_lost_loss_is_a_word()
    {
        using var line = new ProgressLine(Watched, _time);

        line.Show(new(1, 2, double.NaN));

        Assert.Contains("loss not finite", _error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Drawing_allocates_next_to_nothing()
    {
        using var line = new ProgressLine(new() { Out = TextWriter.Null, Error = TextWriter.Null, ErrorIsWatched = true }, _time);
        line.Show(new(1, 100, 1));
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var step = 2; step <= 100; step++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            line.Show(new(step, 100, 1.5));
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 99 * 128);
    }
}
