using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace Fathom.Cli.Tests;

/// <summary>The program as a user runs it: a process of its own, with real trainings.</summary>
public class RealProcessTests
{
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    [Fact]
    public void Examines_the_bundled_recipe_and_finds_its_illness()
    {
        using var run = Run("examine", "deep-sigmoid", "--steps", "5");

        var (output, _, exitCode) = run.Finish();

        Assert.Equal(1, exitCode);
        Assert.Contains("decades, of which slopes -12.", output, StringComparison.Ordinal);
        Assert.Contains("vanishing-gradient", output, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', output);
    }

    [Fact]
    public void Thresholds_from_the_command_line_reach_the_training()
    {
        using var run = Run("examine", "deep-sigmoid", "--steps", "5", "--set", "vanishing-gradient.surviving-share=1e-30");

        var (output, error, _) = run.Finish();

        Assert.Equal("", error);
        Assert.Contains("decades, of which slopes -12.", output, StringComparison.Ordinal);
        Assert.DoesNotContain("vanishing-gradient", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Writes_nothing_but_JSON_to_standard_output_when_asked()
    {
        using var run = Run("examine", "healthy-mlp", "--steps", "5", "--json", "-");

        var (output, _, exitCode) = run.Finish();

        Assert.Equal(0, exitCode);
        using var json = JsonDocument.Parse(output);
        Assert.Equal("healthy-mlp", json.RootElement.GetProperty("recipe").GetString());
    }

    [Fact]
    public void Gives_the_same_numbers_for_the_same_seed_and_others_for_another()
    {
        var (first, again, other) = (Json("7"), Json("7"), Json("8"));

        Assert.Equal(first, again);
        Assert.NotEqual(first, other);
    }

    [Theory]
    [InlineData("no-such-recipe", "There is neither a file nor a bundled recipe")]
    [InlineData("deep-sigmoid --data idx:/no/such/folder", "/no/such/folder")]
    [InlineData("deep-sigmoid --steps 0", "--steps")]
    public void Answers_bad_input_in_one_sentence(string words, string sentence)
    {
        using var run = Run(["examine", .. words.Split(' ')]);

        var (output, error, exitCode) = run.Finish();

        Assert.Equal(2, exitCode);
        Assert.Empty(output);
        Assert.Contains(sentence, error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Stops_at_once_on_an_interrupt_and_shows_what_it_has_learnt()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Interrupts are sent with kill.");
        Assert.SkipWhen(InterruptsAreIgnored(), "This process ignores interrupts, and so do the programs that it starts.");
        using var run = Run("examine", "deep-sigmoid", "--steps", "100000");
        run.WaitUntilItTrains();

        using var kill = Process.Start("kill", ["-INT", $"{run.Id}"]);
        kill.WaitForExit();
        var (output, _, exitCode) = run.Finish();

        Assert.Equal(130, exitCode);
        Assert.Contains("decades, of which slopes", output, StringComparison.Ordinal);
    }

    [Fact]
    public void An_interrupted_search_says_what_it_knows_and_that_nothing_is_proved()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Interrupts are sent with kill.");
        Assert.SkipWhen(InterruptsAreIgnored(), "This process ignores interrupts, and so do the programs that it starts.");
        using var run = Run("cure", "exploding-rnn", "--jobs", "1", "--out", Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()));
        Assert.True(SpinWait.SpinUntil(() => run.HasSaid("trying"), Patience));

        using var kill = Process.Start("kill", ["-INT", $"{run.Id}"]);
        kill.WaitForExit();
        var (output, _, exitCode) = run.Finish();

        Assert.Equal(130, exitCode);
        Assert.Contains("nothing is proved", output, StringComparison.Ordinal);
    }

    static string Json(string seed)
    {
        using var run = Run("examine", "deep-sigmoid", "--steps", "3", "--seed", seed, "--json", "-");
        return run.Finish().Output;
    }

    static RunningProgram Run(params string[] words) => new(words);

    /// <summary>Bit 1 of SigIgn: a shell starts background jobs without interrupts.</summary>
    static bool InterruptsAreIgnored()
    {
        var line = File.ReadLines("/proc/self/status").First(line => line.StartsWith("SigIgn:", StringComparison.Ordinal));
        return (Convert.ToUInt64(line["SigIgn:".Length..].Trim(), 16) & 2) != 0;
    }

    sealed class RunningProgram : IDisposable
    {
        readonly Process _process;
        readonly Task<string> _output;
        readonly StringBuilder _said = new();
        readonly Task<string> _error;

        public RunningProgram(IEnumerable<string> words)
        {
            var start = new ProcessStartInfo("dotnet", [typeof(CommandLine).Assembly.Location, .. words])
            {
                RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true, UseShellExecute = false,
            };
            // One thread: tests share the machine with whatever else runs on it.
            start.Environment["OMP_NUM_THREADS"] = "1";
            _process = Process.Start(start)!;
            _output = Listen(_process.StandardOutput);
            _error = _process.StandardError.ReadToEndAsync();
        }

        public int Id => _process.Id;

        /// <summary>Waits until the program has used more processor time than it takes to start and load its data.</summary>
        public void WaitUntilItTrains()
        {
            var clock = Stopwatch.StartNew();
            while (_process.TotalProcessorTime < TimeSpan.FromSeconds(6) && clock.Elapsed < Patience) _process.WaitForExit(100);
            Assert.False(_process.HasExited, "The program ended before it was interrupted.");
        }

        public bool HasSaid(string word)
        {
            lock (_said) return _said.ToString().Contains(word, StringComparison.Ordinal);
        }

        public (string Output, string Error, int ExitCode) Finish()
        {
            Assert.True(_process.WaitForExit(Patience), "The program did not end.");
            return (_output.GetAwaiter().GetResult(), _error.GetAwaiter().GetResult(), _process.ExitCode);
        }

        async Task<string> Listen(StreamReader reader)
        {
            var buffer = new char[4096];
            while (await reader.ReadAsync(buffer) is var count and > 0)
            {
                lock (_said) _said.Append(buffer, 0, count);
            }

            lock (_said) return _said.ToString();
        }

        public void Dispose()
        {
            if (!_process.HasExited) _process.Kill(entireProcessTree: true);
            _process.Dispose();
        }
    }
}
