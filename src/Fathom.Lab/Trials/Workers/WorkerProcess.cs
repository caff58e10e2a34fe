using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace Fathom.Lab.Trials.Workers;

/// <summary>One worker: a process of its own, whose crash is no more than the failure of the trial that it ran.</summary>
sealed class WorkerProcess : IDisposable
{
    const int MostErrorLines = 20;
    readonly Process _process;
    readonly Queue<string> _errors = new();

    public WorkerProcess(ProcessStartInfo start)
    {
        start.UseShellExecute = false;
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
        start.StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        start.StandardOutputEncoding = Encoding.UTF8;
        start.Environment["OMP_NUM_THREADS"] = "1";
        _process = Process.Start(start) ?? throw new InvalidOperationException($"The worker {start.FileName} could not be started.");
        _process.ErrorDataReceived += (_, said) => Keep(said.Data);
        _process.BeginErrorReadLine();
    }

    public int Id => _process.Id;

    /// <summary>The trials that live in this worker.</summary>
    public HashSet<TrialKey> Trials { get; } = [];

    /// <summary>True where nothing can be asked of it any more.</summary>
    public bool IsDead { get; private set; }

    /// <summary>Has a trial run and waits for it; a worker that dies meanwhile gives a failed trial.</summary>
    public Trial Run(TrialOrder order, Action<TrialProgress> onProgress)
    {
        try
        {
            Trials.Add(order.Key);
            _process.StandardInput.WriteLine(TrialMessage.Of(order).ToLine());
            _process.StandardInput.Flush();
            while (_process.StandardOutput.ReadLine() is { } line)
            {
                var message = TrialMessage.Parse(line);
                if (message.Progress is { } progress) onProgress(progress);
                if (message.Trial is { } trial) return trial;
            }
        }
        catch (Exception fault) when (fault is IOException or JsonException or InvalidOperationException)
        {
            // What it says is told below: the pipe has broken because the worker has.
        }

        IsDead = true;
        return new Trial { Key = order.Key, Failure = new TrialFailure(LastWords(), IsRefusal: false) };
    }

    public void Release(IReadOnlyCollection<TrialKey> keys)
    {
        var mine = keys.Where(Trials.Remove).ToList();
        if (mine.Count == 0 || IsDead) return;
        try
        {
            _process.StandardInput.WriteLine(new TrialMessage { Release = mine }.ToLine());
            _process.StandardInput.Flush();
        }
        catch (IOException)
        {
            IsDead = true;
        }
    }

    public void Kill()
    {
        IsDead = true;
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
    }

    public void Dispose()
    {
        Kill();
        _process.Dispose();
    }

    string LastWords()
    {
        Kill();
        _process.WaitForExit();
        string[] errors;
        lock (_errors) errors = [.. _errors];
        var said = errors.FirstOrDefault(line => !string.IsNullOrWhiteSpace(line));
        return FormattableString.Invariant($"The worker that ran the trial ended with exit code {_process.ExitCode}{(said is null ? "." : $": {said.Trim()}")}");
    }

    void Keep(string? line)
    {
        if (line is null) return;
        lock (_errors)
        {
            _errors.Enqueue(line);
            if (_errors.Count > MostErrorLines) _errors.Dequeue();
        }
    }
}
