using Fathom.Diagnoses;
using Fathom.Guards;
using Fathom.Ledger;
using Fathom.Runs;

namespace Fathom.Torch.Outlets;

/// <summary>Hands what the monitor sees to the recorder of a run, which somebody else closes.</summary>
sealed class RecorderOutlet(IRunRecorder recorder) : IMonitorOutlet
{
    public string Name => "recording";

    public bool WantsFindings => true;

    public string? Problem => recorder.Problem;

    public void Step(long step, double? loss)
    {
        if (loss is { } value) recorder.Scalar(step, ScalarTags.Loss, value);
    }

    public void Reading(StepReading reading)
    {
        recorder.Reading(reading);
        recorder.Scalar(reading.Step, ScalarTags.GradientNorm, GradientNorm(reading));
        if (!double.IsNaN(reading.LearningRate)) recorder.Scalar(reading.Step, ScalarTags.LearningRate, reading.LearningRate);
    }

    public void Guard(GuardEvent happened) => recorder.Guard(happened);

    public void Findings(long step, IReadOnlyList<Finding> findings) => recorder.Findings(step, findings);

    public void Failure(long step, string sentence)
    {
        // A finding says so too.
    }

    public void Dispose()
    {
        // Whoever opened the recorder closes it.
    }

    /// <summary>Over all parameters that have a gradient; NaN where none has one, or one is not finite.</summary>
    public static double GradientNorm(StepReading reading)
    {
        var (norm, seen) = (0.0, false);
        foreach (var parameter in reading.Parameters)
        {
            if (parameter.Gradient is not { } gradient) continue;
            seen = true;
            norm = gradient.HasNonFinite ? double.NaN : double.Hypot(norm, gradient.Norm);
        }

        return seen ? norm : double.NaN;
    }
}
