using Fathom.Diagnoses;
using Fathom.Guards;

namespace Fathom.Torch.Guards;

/// <summary>A clip as a guard: what it clips it reports.</summary>
sealed class ClipShift(IGradientClip clip, GuardedTraining training) : GuardShift
{
    readonly string _name = GuardName.Of(clip);

    public override void Write(BinaryWriter writer) => (clip as ILearningClip)?.Write(writer);

    public override void Read(BinaryReader reader) => (clip as ILearningClip)?.Read(reader);

    public override void Judge(GuardedStep step)
    {
        if (step.IsSkipped) return;
        var result = clip.Clip(training.Parameters);
        if (!result.Clipped) return;
        step.ClipFactor *= result.Factor;
        training.Report(step, _name, GuardAction.Clipped,
            FormattableString.Invariant($"The gradient's norm was {result.Norm:0.0e+0}; it was clipped to {result.Factor:0.00e+0} of that."),
            new Evidence("norm of the gradient", result.Norm, result.Norm * result.Factor));
    }
}
