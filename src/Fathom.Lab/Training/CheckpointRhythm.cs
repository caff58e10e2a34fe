namespace Fathom.Lab.Training;

/// <summary>When checkpoints are written on the way: every so many steps, or every so often.</summary>
/// <remarks>
/// By time, so that a crash costs half a minute; but where writing takes long, less often, so that it takes no more than two percent of the training's
/// time: a checkpoint that takes one second is written every 50.
/// </remarks>
sealed class CheckpointRhythm
{
    /// <summary>How much work a crash may cost.</summary>
    public static readonly TimeSpan Usual = TimeSpan.FromSeconds(30);

    /// <summary>Checkpoints are at least this many times as far apart as one takes to write.</summary>
    const int LeastPause = 50;

    readonly long? _steps;
    readonly TimeSpan? _pause;
    readonly TimeProvider _time;
    long _began;
    long _ended;
    TimeSpan _took;

    CheckpointRhythm(long? steps, TimeSpan? pause, TimeProvider time)
    {
        (_steps, _pause, _time) = (steps, pause, time);
        _ended = time.GetTimestamp();
    }

    /// <summary>Every <paramref name="steps"/> steps; null: never.</summary>
    public static CheckpointRhythm Steps(long? steps) => new(steps, null, TimeProvider.System);

    /// <summary>About every <paramref name="pause"/>.</summary>
    public static CheckpointRhythm Every(TimeSpan pause, TimeProvider time) => new(null, pause, time);

    /// <summary>Whether to write after <paramref name="step"/>.</summary>
    public bool IsTime(long step) => _steps is { } interval
        ? step % interval == 0
        : _pause is { } pause && _time.GetElapsedTime(_ended) >= (LeastPause * _took > pause ? LeastPause * _took : pause);

    /// <summary>Writing begins.</summary>
    public void Begin() => _began = _time.GetTimestamp();

    /// <summary>Writing has ended, and the next pause begins.</summary>
    public void End()
    {
        _ended = _time.GetTimestamp();
        _took = _time.GetElapsedTime(_began, _ended);
    }
}
