using System.Diagnostics;
using Fathom.Runs;
using Fathom.Web.Live;

namespace Fathom.Web.Tests.Live;

public sealed class RunWatchTests
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Reads_once_however_many_look()
    {
        var opened = 0;
        using var watches = new RunWatches(_ => new PlayedSource(() => Interlocked.Increment(ref opened)), TimeProvider.System);

        using var one = watches.Watch("/runs/a");
        using var other = watches.Watch("/runs/a");
        await one.Watch.After(0, Stop);

        Assert.Same(one.Watch, other.Watch);
        Assert.Equal(1, opened);
        Assert.Equal(1, watches.Count);
    }

    [Fact]
    public async Task Gives_the_newest_state_and_leaves_out_those_between()
    {
        using var watches = new RunWatches(_ => new PlayedSource(), TimeProvider.System);
        using var viewing = watches.Watch("/runs/a");
        var first = await viewing.Watch.After(0, Stop);

        // However long the machine takes for it.
        var newest = first;
        while (newest.Version <= first.Version + 2) newest = await viewing.Watch.After(newest.Version, Stop);
        var later = await viewing.Watch.After(first.Version, Stop);

        Assert.True(later.Version >= newest.Version, $"State {later.Version} was given, and there was state {newest.Version} already.");
    }

    [Fact]
    public async Task Says_twenty_times_a_second_at_most_that_something_is_new()
    {
        var started = Stopwatch.GetTimestamp();
        using var watches = new RunWatches(_ => new PlayedSource(), TimeProvider.System);
        using var viewing = watches.Watch("/runs/a");

        var state = await viewing.Watch.After(0, Stop);
        while (state.Version <= 20) state = await viewing.Watch.After(state.Version, Stop);

        // From below only: a busy machine takes longer, and a timer may be early by its grain of a millisecond.
        Assert.InRange(Stopwatch.GetElapsedTime(started), (state.Version - 1) * 0.96 * RunWatch.Shortest, TimeSpan.MaxValue);
    }

    [Fact]
    public async Task Makes_each_picture_once_for_all()
    {
        using var watches = new RunWatches(_ => new PlayedSource { StaysAt = 1 }, TimeProvider.System);
        using var viewing = watches.Watch("/runs/a");
        var state = await viewing.Watch.After(0, Stop);

        var (one, other) = (await state.Frame("loss?scheme=dark"), await state.Frame("loss?scheme=dark"));

        Assert.NotNull(one);
        Assert.Same(one, other);
    }

    [Fact]
    public async Task Has_a_picture_ready_for_the_next_state_when_somebody_looked_at_the_last()
    {
        using var watches = new RunWatches(_ => new PlayedSource(), TimeProvider.System);
        using var viewing = watches.Watch("/runs/a");
        var state = await viewing.Watch.After(0, Stop);
        await state.Frame("loss");

        await viewing.Watch.Changed;
        var next = viewing.Watch.State.Frame("loss");

        Assert.True(next.IsCompleted);
    }

    [Fact]
    public async Task Tells_of_a_picture_that_was_held_back_even_when_the_run_stands_still()
    {
        using var watches = new RunWatches(_ => new PlayedSource { StaysAt = 2, Points = 5_000 }, TimeProvider.System);
        using var viewing = watches.Watch("/runs/a");
        var state = await viewing.Watch.After(0, Stop);
        var first = await state.Frame("loss");
        while (viewing.Watch.State.Version < 2) await viewing.Watch.After(state.Version, Stop);

        var frame = await viewing.Watch.State.Frame("loss");
        for (var waited = 0; frame!.IsSameAs(first) && waited < 10; waited++)
        {
            await viewing.Watch.Changed.WaitAsync(TimeSpan.FromSeconds(10), Stop);
            frame = await viewing.Watch.State.Frame("loss");
        }

        Assert.False(frame.IsSameAs(first));
    }

    [Theory]
    [InlineData("no-such-picture")]
    [InlineData("../../etc/passwd")]
    [InlineData("")]
    public async Task Has_only_the_pictures_that_it_knows(string key)
    {
        using var watches = new RunWatches(_ => new PlayedSource(), TimeProvider.System);
        using var viewing = watches.Watch("/runs/a");
        var state = await viewing.Watch.After(0, Stop);

        Assert.Null(await state.Frame(key));
    }

    [Fact]
    public async Task Keeps_what_it_read_when_the_run_goes_away()
    {
        var source = new PlayedSource { BreaksAt = 3 };
        using var watches = new RunWatches(_ => source.Reopened ? throw new IOException("The folder is gone.") : source, TimeProvider.System);
        using var viewing = watches.Watch("/runs/a");

        var state = await viewing.Watch.After(0, Stop);
        while (state.Problem.Length == 0) state = await viewing.Watch.After(state.Version, Stop);

        Assert.Equal("The folder is gone.", state.Problem);
        Assert.NotNull(state.View);
    }

    sealed class PlayedSource(Action? onOpen = null) : IRunSource
    {
        int _step;

        public int StaysAt { get; init; } = int.MaxValue;

        public int BreaksAt { get; init; } = int.MaxValue;

        public bool Reopened { get; private set; }

        public int Points { get; init; } = 1;

        public RunView View { get; private set; } = At(0, 1);

        public bool Advance()
        {
            if (_step == 0) onOpen?.Invoke();
            if (_step == StaysAt) return false;
            if (++_step > BreaksAt)
            {
                Reopened = true;
                throw new IOException("The folder is gone.");
            }

            View = At(_step, Points);
            return true;
        }

        public void Dispose()
        {
        }

        static RunView At(long step, int points) => new()
        {
            Folder = "/runs/a",
            Manifest = new() { Id = "a", Name = "a", Kind = RunKind.Train, Started = default },
            Status = RunStatus.Running,
            Step = step,
            Scalars = new Dictionary<string, IReadOnlyList<ScalarBlock>>(StringComparer.Ordinal) { [ScalarTags.Loss] = [.. Enumerable.Range(0, points).Select(point => ScalarBlock.Of(step + point, 1.0 / (step + 1)))] },
        };
    }
}
