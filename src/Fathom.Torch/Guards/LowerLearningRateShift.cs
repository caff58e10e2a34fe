using Fathom.Diagnoses;
using Fathom.Guards;

namespace Fathom.Torch.Guards;

/// <summary><see cref="LowerLearningRateOnDivergence"/> at work.</summary>
sealed class LowerLearningRateShift(LowerLearningRateOnDivergence guard, GuardedTraining training) : GuardShift
{
    readonly LossBand _band = new();
    int _times;
    long _loweredAt = long.MinValue / 2;

    public override void Judge(GuardedStep step)
    {
        if (!step.LossWasRead) return;
        _band.Hear(step.Loss);
        if (!_band.IsLeft || _times == guard.MostTimes || step.Number - _loweredAt < LossBand.Window) return;
        _times++;
        _loweredAt = step.Number;
        _band.Settle();
        RateFactor *= guard.Factor;
        training.Report(step, "lower-learning-rate-on-divergence", GuardAction.LoweredRate, FormattableString.Invariant(
            $"The loss of {step.Loss:0.###e+0} was out of its band (up to {_band.Edge:0.###e+0}): learning rates times {RateFactor:0.###}."),
            new Evidence("loss of the step", step.Loss, _band.Edge), new Evidence("factor on learning rates", RateFactor, double.NaN));
    }

    public override void Write(BinaryWriter writer)
    {
        _band.Write(writer);
        writer.Write(_times);
        writer.Write(_loweredAt);
    }

    public override void Read(BinaryReader reader)
    {
        _band.Read(reader);
        (_times, _loweredAt) = (reader.ReadInt32(), reader.ReadInt64());
    }
}
