using Fathom.Torch;

namespace Fathom.Lab.Training;

/// <summary>Writes a training's checkpoints to one file, and never a worse one over a better one.</summary>
/// <param name="path">The file.</param>
/// <param name="rhythm">When it is written on the way.</param>
/// <param name="trainer">The training.</param>
/// <param name="monitor">The monitor on duty.</param>
/// <param name="guards">The names of its guards.</param>
sealed class CheckpointKeeper(string path, CheckpointRhythm rhythm, Trainer trainer, GradientMonitor monitor, IReadOnlyList<string> guards)
{
    /// <summary>The step whose checkpoint was written last; null before that.</summary>
    public long? WrittenStep { get; private set; }

    /// <summary>Why the last attempt failed; null where it did not.</summary>
    public string? Problem { get; private set; }

    /// <summary>True where it failed because the file could not be written, not because the weights were no good.</summary>
    public bool DiskRefused { get; private set; }

    /// <summary>Writes before the first step, so that there is always something to go on from.</summary>
    public void AtTheStart() => Write();

    /// <summary>Writes on the way, where it is time for that.</summary>
    public void AfterStep(long step, double loss)
    {
        if (double.IsFinite(loss) && rhythm.IsTime(step)) Write();
    }

    /// <summary>Writes at the end.</summary>
    /// <param name="hasFailed">True where the weights are perhaps finite, but not those that somebody would want to go on with.</param>
    public void AtTheEnd(bool hasFailed)
    {
        if (trainer.Steps == 0 || WrittenStep == trainer.Steps) return;
        if (hasFailed && File.Exists(path)) Problem = $"A training that failed does not replace a checkpoint: {path} was left as it is.";
        else Write();
    }

    void Write()
    {
        rhythm.Begin();
        TryWrite();
        rhythm.End();
    }

    void TryWrite()
    {
        DiskRefused = false;
        try
        {
            using var checkpoint = Checkpoint.Of(trainer, monitor, guards);
            if (!checkpoint.IsFinite)
            {
                Problem = FormattableString.Invariant($"The weights of step {trainer.Steps} are not all finite, so that no checkpoint was made of them.");
                return;
            }

            checkpoint.Save(path);
            (WrittenStep, Problem) = (trainer.Steps, null);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            DiskRefused = true;
            Problem = FormattableString.Invariant($"The checkpoint of step {trainer.Steps} could not be written to {path}: {fault.Message}");
        }
    }
}
