using System.Diagnostics;
using System.Text;

namespace Fathom.Cli.Tests;

/// <summary>The program in a process of its own.</summary>
sealed class RunningProgram : IDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    readonly Process _process;
    readonly string? _ownRuns;
    readonly StringBuilder _said = new();
    readonly Task<string> _output;
    readonly Task<string> _error;

    /// <summary>Starts it.</summary>
    /// <param name="words">The call.</param>
    /// <param name="runs">The folder of all runs; null: one of its own, which goes when this is disposed of.</param>
    public RunningProgram(IEnumerable<string> words, string? runs = null)
    {
        _ownRuns = runs is null ? Directory.CreateTempSubdirectory("fathom-").FullName : null;
        var start = new ProcessStartInfo("dotnet", [typeof(CommandLine).Assembly.Location, .. words])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true, UseShellExecute = false,
        };
        // One thread: tests share the machine with whatever else runs on it.
        start.Environment["OMP_NUM_THREADS"] = "1";
        start.Environment["FATHOM_RUNS"] = runs ?? _ownRuns;
        _process = Process.Start(start)!;
        _output = Listen(_process.StandardOutput);
        _error = _process.StandardError.ReadToEndAsync();
    }

    /// <summary>Bit 1 of SigIgn: a shell starts background jobs without interrupts.</summary>
    public static bool InterruptsAreIgnored()
    {
        var line = File.ReadLines("/proc/self/status").First(line => line.StartsWith("SigIgn:", StringComparison.Ordinal));
        return (Convert.ToUInt64(line["SigIgn:".Length..].Trim(), 16) & 2) != 0;
    }

    /// <summary>Sends what Ctrl-C sends.</summary>
    public void Interrupt()
    {
        using var kill = Process.Start("kill", ["-INT", $"{_process.Id}"]);
        kill.WaitForExit();
    }

    /// <summary>Ends it as the system does where memory runs out: at once, without a word.</summary>
    public void KillDashNine()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    /// <summary>Waits until something holds.</summary>
    public void WaitUntil(Func<bool> holds, string what)
    {
        var clock = Stopwatch.StartNew();
        while (!holds() && !_process.HasExited && clock.Elapsed < Patience) _process.WaitForExit(20);
        Assert.True(holds(), $"{what} did not come to pass.");
    }

    /// <summary>Waits until the program has written a file.</summary>
    public void WaitForFile(string path)
    {
        var clock = Stopwatch.StartNew();
        while (!File.Exists(path) && !_process.HasExited && clock.Elapsed < Patience) _process.WaitForExit(20);
        Assert.True(File.Exists(path), $"The program has not written {path}.");
    }

    /// <summary>Waits until the program has used more processor time than it takes to start and load its data.</summary>
    public void WaitUntilItTrains()
    {
        var clock = Stopwatch.StartNew();
        while (_process.TotalProcessorTime < TimeSpan.FromSeconds(6) && clock.Elapsed < Patience) _process.WaitForExit(100);
        Assert.False(_process.HasExited, "The program ended before it was interrupted.");
    }

    /// <summary>Waits until the program has written a word; false where it ended or took too long without.</summary>
    public bool WaitForWord(string word) => SpinWait.SpinUntil(() => HasSaid(word) || _process.HasExited, Patience) && HasSaid(word);

    /// <summary>What it has written so far.</summary>
    public string Said
    {
        get
        {
            lock (_said) return _said.ToString();
        }
    }

    public (string Output, string Error, int ExitCode) Finish()
    {
        Assert.True(_process.WaitForExit(Patience), "The program did not end.");
        return (_output.GetAwaiter().GetResult(), _error.GetAwaiter().GetResult(), _process.ExitCode);
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        _process.Dispose();
        if (_ownRuns is not null) Directory.Delete(_ownRuns, recursive: true);
    }

    bool HasSaid(string word)
    {
        lock (_said) return _said.ToString().Contains(word, StringComparison.Ordinal);
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
}
