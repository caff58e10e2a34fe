using Fathom.Diagnoses;
using Fathom.Guards;
using Fathom.Torch.Guards;
using Fathom.Torch.Outlets;
using Microsoft.Extensions.Logging;

namespace Fathom.Torch.Tests.Outlets;

public class LogOutletTests
{
    [Fact]
    public void A_finding_is_logged_once_at_the_level_of_its_severity()
    {
        var log = new RememberingLogger();
        using var loop = new WatchedLoop(new() { Every = 1, Logger = log, Guards = [] }, "deep-sigmoid");

        // How often a live training is diagnosed depends on what that costs on this machine at this moment.
        for (var taken = 0; taken < 3000 && !log.Lines.Any(Vanishes); taken += 60) loop.Take(60);
        loop.Take(60);

        var raised = log.Lines.Where(Vanishes).ToList();
        Assert.NotEmpty(raised);
        Assert.Equal(raised.Select(line => line.Text.Split(" since")[0]).Distinct(), raised.Select(line => line.Text.Split(" since")[0]));
        Assert.All(raised, line => Assert.InRange(line.Level, LogLevel.Information, LogLevel.Critical));

        static bool Vanishes((LogLevel Level, int Event, string Text) line) => line is { Event: 4, Level: >= LogLevel.Information } && line.Text.StartsWith("vanishing-gradient", StringComparison.Ordinal);
    }

    [Fact]
    public void A_finding_that_comes_back_goes_to_debug()
    {
        var log = new RememberingLogger();
        using var outlet = new LogOutlet(log);
        var finding = new Finding { Id = "vanishing-gradient", Severity = Severity.Error, Place = "linear1..linear11", Step = 3, Summary = "It vanishes." };

        foreach (var place in (string[])["linear1..linear11", "linear1..linear12", "linear1..linear11"]) outlet.Findings(3, [finding with { Place = place }]);

        Assert.Equal([LogLevel.Error, LogLevel.Error, LogLevel.Debug], log.Lines.Where(line => line.Event == 4).Select(line => line.Level));
    }

    [Fact]
    public void A_healthy_training_logs_nothing()
    {
        var log = new RememberingLogger();
        using var loop = new WatchedLoop(new() { Every = 1, Logger = log });

        loop.Take(30);

        Assert.Empty(log.Lines);
    }

    [Fact]
    public void A_loss_that_is_not_finite_and_the_guard_that_skips_it_are_told_and_a_streak_of_losses_once()
    {
        var log = new RememberingLogger();
        using var loop = new WatchedLoop(new() { Logger = log });

        loop.Take(2).Take(2, poison: float.NaN).Take(1);

        Assert.Equal("The loss of step 3 is NaN.", Assert.Single(log.Lines, line => line.Event == 2).Text);
        Assert.Equal(2, log.Lines.Count(line => line is { Event: 3, Level: LogLevel.Warning } && line.Text.Contains("skip-non-finite Skipped", StringComparison.Ordinal)));
    }

    [Fact]
    public void What_a_guard_does_again_and_again_goes_to_debug()
    {
        var log = new RememberingLogger();
        using var outlet = new LogOutlet(log);

        for (var step = 1; step <= 9; step++) outlet.Guard(new() { Step = step, Guard = "skip-spike", Action = GuardAction.Skipped, Sentence = "The step was skipped." });

        Assert.Equal(LogOutlet.MostOfAKind, log.Lines.Count(line => line.Level == LogLevel.Warning));
        Assert.Equal(9 - LogOutlet.MostOfAKind, log.Lines.Count(line => line.Level == LogLevel.Debug));
    }

    [Fact]
    public void Clips_are_told_to_debug_only()
    {
        var log = new RememberingLogger();
        using var loop = new WatchedLoop(new() { Logger = log, Guards = [new ClipGradientNorm(1e-3)] });

        loop.Take(5);

        Assert.Equal(5, log.Lines.Count(line => line is { Event: 3, Level: LogLevel.Debug }));
        Assert.DoesNotContain(log.Lines, line => line.Level > LogLevel.Debug);
    }

    [Fact]
    public void A_recorder_that_fails_is_told_to_the_log()
    {
        var log = new RememberingLogger();
        using var loop = new WatchedLoop(new() { Every = 1, Logger = log, Recorder = new RememberingRecorder { FailsAt = 2 } });

        loop.Take(5);

        Assert.Contains("No space left", Assert.Single(log.Lines, line => line.Event == 6).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_logger_that_throws_is_dropped_and_harms_nothing()
    {
        using var loop = new WatchedLoop(new() { Every = 1, Logger = new RememberingLogger { Throws = true } });

        loop.Take(2).Take(1, poison: float.NaN).Take(2);

        Assert.Equal(5, loop.Monitor.Steps);
        Assert.Equal("log", Assert.Single(loop.Monitor.Diagnose(), finding => finding.Id == "recording-failure").Place);
    }

    sealed class RememberingLogger : ILogger
    {
        public List<(LogLevel Level, int Event, string Text)> Lines { get; } = [];

        public bool Throws { get; init; }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Debug;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (Throws) throw new InvalidOperationException("The log is full.");
            Lines.Add((logLevel, eventId.Id, formatter(state, exception)));
        }
    }
}
