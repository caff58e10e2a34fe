using Fathom.Journal;
using Fathom.Lab.Recipes;
using Fathom.Recipes;
using Fathom.Runs;
using Fathom.Torch;

namespace Fathom.Lab.Recording;

/// <summary>Where a training, an examination or a cure is written down. One recording serves one of them.</summary>
/// <remarks>
/// Nothing is made before the recipe and its data have proved good: a call that is refused leaves no run. Where writing fails later,
/// <see cref="Problem"/> says so, and the training goes on.
/// </remarks>
public sealed class RunRecording : IDisposable
{
    readonly Func<RunManifest, Recipe, long, (RunFolder? Folder, IRunRecorder Recorder)> _open;
    readonly bool _mayFail;
    readonly TimeProvider _time;
    RunFolder? _folder;
    IRunRecorder? _recorder;
    string? _problem;
    bool _recorderFailed;
    bool _hasEnded;

    RunRecording(Func<RunManifest, Recipe, long, (RunFolder? Folder, IRunRecorder Recorder)> open, bool mayFail = false, TimeProvider? time = null) =>
        (_open, _mayFail, _time) = (open, mayFail, time ?? TimeProvider.System);

    /// <summary>The run's folder, as a full path; null before it begins, and where it could not be made.</summary>
    public string? Folder => _folder?.Path;

    /// <summary>Why something could not be written down, in a sentence; null while all is well.</summary>
    public string? Problem => _problem ?? _recorder?.Problem;

    /// <summary>The step of the latest checkpoint in the folder; null before there is one.</summary>
    public long? CheckpointStep { get; internal set; }

    /// <summary>Records into this very folder, which must not hold a run yet: where it cannot be made, the training is refused with a <see cref="RunFolderException"/>.</summary>
    /// <param name="folder">The folder; made where it is not there.</param>
    /// <param name="continues">The id of another run that this one goes on from; null (default) for none.</param>
    /// <param name="time">What tells the time; the system's where null.</param>
    public static RunRecording At(string folder, string? continues = null, TimeProvider? time = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        return new RunRecording((manifest, recipe, _) => Begin(folder, manifest with { Continues = continues }, recipe), time: time);
    }

    /// <summary>
    /// Records into a new folder among those of other runs, named after the time, the recipe and the run's id. Where it cannot be made, <see cref="Problem"/>
    /// says so, and nothing is recorded.
    /// </summary>
    /// <param name="runs">The folder of all runs, such as <see cref="RunFolders.Default"/>.</param>
    /// <param name="continues">The id of another run that this one goes on from; null (default) for none.</param>
    /// <param name="time">What tells the time; the system's where null.</param>
    public static RunRecording In(string runs, string? continues = null, TimeProvider? time = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(runs);
        return new RunRecording((manifest, recipe, _) => Begin(Path.Combine(runs, RunName.Of(manifest.Name, manifest.Started, manifest.Id)), manifest with { Continues = continues }, recipe), mayFail: true, time);
    }

    /// <summary>
    /// Goes on recording into the folder of a run, from the checkpoint that its training goes on from: what was recorded after that no longer counts. A run
    /// that is still trained elsewhere is refused with a <see cref="RunFolderException"/>.
    /// </summary>
    /// <param name="folder">The run.</param>
    public static RunRecording Resuming(RunFolder folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        return new RunRecording((manifest, recipe, from) => Resume(folder, manifest, recipe, from));
    }

    /// <summary>Hands everything to a recorder of your own, which is closed at the end and not disposed of; there are no checkpoints.</summary>
    /// <param name="recorder">The recorder.</param>
    public static RunRecording To(IRunRecorder recorder)
    {
        ArgumentNullException.ThrowIfNull(recorder);
        return new RunRecording((_, _, _) => (null, recorder));
    }

    /// <summary>Closes the journal; a run that nobody has ended counts as failed.</summary>
    public void Dispose()
    {
        if (!HasBegun) return;
        End(new RunEnd(RunStatus.Failed, 0, "It ended by an error in the program."));
        if (_folder is not null) _recorder?.Dispose();
    }

    /// <summary>True once something may have been written.</summary>
    internal bool HasBegun { get; private set; }

    /// <summary>Takes down what a monitor sees; null where nothing can be recorded.</summary>
    internal IRunRecorder? Recorder => _recorder;

    /// <summary>Where checkpoints go; null where there is no folder.</summary>
    internal string? CheckpointFile => _folder?.CheckpointPath;

    /// <summary>Makes the run, or opens it again after step <paramref name="from"/>; a second call does nothing.</summary>
    internal void Begin(RunKind kind, Recipe recipe, long? plannedSteps, long from = 0)
    {
        if (HasBegun) return;
        HasBegun = true;
        var now = _time.GetUtcNow();
        var manifest = new RunManifest
        {
            Id = Guid.CreateVersion7(now).ToString(),
            Name = recipe.Name,
            Kind = kind,
            Started = now,
            Seed = recipe.Seed,
            PlannedSteps = plannedSteps,
            Versions = RunVersions.Current,
            Machine = RunMachine.Current,
        };
        try
        {
            (_folder, _recorder) = _open(manifest, recipe, from);
        }
        catch (Exception fault) when (_mayFail && fault is IOException or UnauthorizedAccessException)
        {
            _problem = fault.Message;
        }
    }

    /// <summary>Tells the recorder something, where there is one; what it throws is kept as the problem.</summary>
    internal void Tell<T>(T what, Action<IRunRecorder, T> tell)
    {
        if (_recorder is null || _recorderFailed) return;
        try
        {
            tell(_recorder, what);
        }
        catch (Exception fault)
        {
            _recorderFailed = true;
            Note($"{fault.GetType().Name}: {fault.Message}");
        }
    }

    /// <summary>Writes what the held-out data said.</summary>
    internal static void HeldOut(IRunRecorder recorder, long step, double loss, double? accuracy)
    {
        recorder.Scalar(step, ScalarTags.HeldOutLoss, loss);
        if (accuracy is { } share) recorder.Scalar(step, ScalarTags.HeldOutAccuracy, share);
    }

    /// <summary>Puts a text beside the journal.</summary>
    internal void Keep(string name, string text)
    {
        if (_folder is null) return;
        try
        {
            File.WriteAllText(Path.Combine(_folder.Path, name), text);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            Note($"{name} could not be written: {fault.Message}");
        }
    }

    /// <summary>Notes a problem; the first one is told.</summary>
    internal void Note(string problem) => _problem ??= problem;

    /// <summary>Writes how it ended; only the first end counts.</summary>
    internal void End(RunEnd end)
    {
        if (!HasBegun || _hasEnded) return;
        _hasEnded = true;
        Tell(end, static (recorder, end) => recorder.Close(end));
    }

    /// <summary>The lock first: what another process records stays as it is.</summary>
    static (RunFolder? Folder, IRunRecorder Recorder) Resume(RunFolder folder, RunManifest manifest, Recipe recipe, long from)
    {
        var journal = JournalWriter.Append(folder, from);
        var (planned, yaml) = (folder.Manifest with { PlannedSteps = manifest.PlannedSteps }, RecipeFile.Write(recipe));
        return (yaml == folder.Recipe && planned.PlannedSteps == folder.Manifest.PlannedSteps ? folder : folder.Rewrite(planned, yaml), journal);
    }

    static (RunFolder? Folder, IRunRecorder Recorder) Begin(string path, RunManifest manifest, Recipe recipe)
    {
        var folder = RunFolder.Create(path, manifest, RecipeFile.Write(recipe));
        return (folder, JournalWriter.Create(folder));
    }
}
