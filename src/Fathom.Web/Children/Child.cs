using System.Diagnostics;
using Fathom.Lab.Recipes;

namespace Fathom.Web.Children;

/// <summary>One child process, while it runs and after its end.</summary>
public sealed class Child : IDisposable
{
    /// <summary>Tells a command to end when its standard input does: so no child outlives a server that was killed.</summary>
    public const string EndsWithParent = "FATHOM_ENDS_WITH_PARENT";

    static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    readonly Process _process;
    readonly LogTail _log = new();
    readonly string _workFolder;
    readonly CancellationTokenSource _end = new();
    readonly ChildLimits _limits;
    volatile string _stopped = "";

    internal Child(ChildOrder order, string id, string viewer, string runFolder, WatchOptions options)
    {
        (Order, Id, Viewer, RunFolder, _limits) = (order, id, viewer, runFolder, options.Limits);
        Directory.CreateDirectory(options.RunsFolder);
        _workFolder = Directory.CreateTempSubdirectory("fathom-child-").FullName;
        try
        {
            _process = Process.Start(ChildCommand.Of(order, _workFolder, runFolder, options.Program)) ?? throw new InvalidOperationException("there is no such program");
        }
        catch
        {
            Clear();
            throw;
        }

        _process.OutputDataReceived += (_, said) => _log.Add(said.Data);
        _process.ErrorDataReceived += (_, said) => _log.Add(said.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        Ended = Follow();
    }

    /// <summary>Unique among the children of this server.</summary>
    public string Id { get; }

    /// <summary>What it does.</summary>
    public ChildOrder Order { get; }

    /// <summary>Who started it.</summary>
    public string Viewer { get; }

    /// <summary>Where it records its run, as a full path; not there before it has begun, nor for an experiment.</summary>
    public string RunFolder { get; }

    /// <summary>True until the process has ended.</summary>
    public bool IsRunning => !Ended.IsCompleted;

    /// <summary>Completes when the process has ended; never fails.</summary>
    public Task Ended { get; }

    /// <summary>What the process returned: 0 healthy, 1 findings, 2 a wrong call, 3 failed, 130 interrupted; null while it runs.</summary>
    public int? ExitCode { get; private set; }

    /// <summary>The recipe that a cure has written, as YAML; empty where there is none.</summary>
    public string CuredRecipe { get; private set; } = "";

    /// <summary>The last lines that it said.</summary>
    public IReadOnlyList<string> Log => _log.Lines;

    /// <summary>How it ended, in a sentence; empty while it runs.</summary>
    public string Ending => ExitCode switch
    {
        null => "",
        _ when _stopped.Length > 0 => _stopped,
        0 or 1 => "It came to its end.",
        2 => "The recipe was refused. See what it said last.",
        3 => "The training failed. See what it said last.",
        130 => "It was interrupted.",
        var code => $"The process ended with code {code}. See what it said last.",
    };

    /// <summary>Asks the process to stop, and ends it if it does not. Returns at once; see <see cref="Ended"/>.</summary>
    public void Stop() => Stop("It was stopped.");

    /// <summary>Ends the process and waits shortly for that.</summary>
    public void Dispose()
    {
        Stop("It was stopped with the server.");
        Ended.Wait(Patience + Patience);
    }

    void Stop(string why)
    {
        if (!IsRunning) return;
        if (_stopped.Length == 0) _stopped = why;
        try
        {
            _end.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It ended in this moment.
        }
    }

    async Task Follow()
    {
        await Task.Yield();
        var started = Stopwatch.GetTimestamp();
        var exit = _process.WaitForExitAsync();
        while (!exit.IsCompleted && !_end.IsCancellationRequested)
        {
            await Task.WhenAny(exit, Task.Delay(TimeSpan.FromMilliseconds(500), _end.Token));
            if (exit.IsCompleted) break;
            if (Stopwatch.GetElapsedTime(started) > _limits.MostTime) Stop($"It was stopped after {_limits.MostTime.TotalMinutes:0.#} minutes, the most that a page may take.");
            else if (Memory() > _limits.MostMemory) Stop($"It was stopped because it took more than {_limits.MostMemory / (double)(1L << 30):0.#} GiB of memory.");
        }

        if (!exit.IsCompleted) await End(exit);
        ExitCode = _process.ExitCode;
        await KeepCured();
        Clear();
        _process.Dispose();
        _end.Dispose();
    }

    // The end of its input asks it to stop as Ctrl-C would, so that it can write its last record.
    async Task End(Task exit)
    {
        _process.StandardInput.Close();
        await Task.WhenAny(exit, Task.Delay(Patience));
        if (exit.IsCompleted) return;
        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It ended in this moment.
        }

        await exit;
    }

    long Memory()
    {
        try
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
        catch (InvalidOperationException)
        {
            return 0;
        }
    }

    async Task KeepCured()
    {
        var file = Path.Combine(_workFolder, ChildCommand.CuredFile);
        try
        {
            if (new FileInfo(file) is { Exists: true, Length: < RecipeFile.MostBytes }) CuredRecipe = await File.ReadAllTextAsync(file);
        }
        catch (IOException failure)
        {
            _log.Add(failure.Message);
        }
    }

    void Clear()
    {
        try
        {
            Directory.Delete(_workFolder, recursive: true);
        }
        catch (IOException)
        {
            // A temporary folder more or less: the system clears it some day.
        }
    }
}
