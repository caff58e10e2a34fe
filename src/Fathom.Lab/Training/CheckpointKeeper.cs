using Fathom.Torch;

namespace Fathom.Lab.Training;

/// <summary>Writes a training's checkpoints to one file, and never a worse one over a better one.</summary>
sealed class CheckpointKeeper(TrainOptions options, Trainer trainer, GradientMonitor monitor, IReadOnlyList<string> guards)
{
    /// <summary>The step whose checkpoint was written last; null before that.</summary>
    public long? WrittenStep { get; private set; }

    /// <summary>Why the last attempt failed; null where it did not.</summary>
    public string? Problem { get; private set; }

    /// <summary>Writes on the way, where it is time for that.</summary>
    public void AfterStep(long step, double loss)
    {
        if (options.SaveTo is not null && options.SaveEvery is { } interval && step % interval == 0 && double.IsFinite(loss)) Write();
    }

    /// <summary>Writes at the end.</summary>
    /// <param name="hasFailed">True where the weights are perhaps finite, but not those that somebody would want to go on with.</param>
    public void AtTheEnd(bool hasFailed)
    {
        if (options.SaveTo is null || trainer.Steps == 0 || WrittenStep == trainer.Steps) return;
        if (hasFailed && File.Exists(options.SaveTo)) Problem = $"A training that failed does not replace a checkpoint: {options.SaveTo} was left as it is.";
        else Write();
    }

    void Write()
    {
        try
        {
            using var checkpoint = Checkpoint.Of(trainer, monitor, guards);
            if (!checkpoint.IsFinite)
            {
                Problem = FormattableString.Invariant($"The weights of step {trainer.Steps} are not all finite, so that no checkpoint was made of them.");
                return;
            }

            checkpoint.Save(options.SaveTo!);
            (WrittenStep, Problem) = (trainer.Steps, null);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            Problem = FormattableString.Invariant($"The checkpoint of step {trainer.Steps} could not be written to {options.SaveTo}: {fault.Message}");
        }
    }
}
