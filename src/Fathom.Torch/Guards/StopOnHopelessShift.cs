using Fathom.Diagnoses;

namespace Fathom.Torch.Guards;

/// <summary><see cref="StopOnHopeless"/> at work.</summary>
sealed class StopOnHopelessShift(StopOnHopeless guard, GuardedTraining training) : GuardShift
{
    const string Name = "stop-on-hopeless";

    readonly LossBand _band = new();
    int _nonFinite;
    int _worse;

    public override void Judge(GuardedStep step)
    {
        if (!step.LossWasRead) return;
        _band.Hear(step.Loss);
        _nonFinite = double.IsFinite(step.Loss) ? 0 : _nonFinite + 1;
        // Where there is no first level yet, the comparison is with NaN, and false.
        var limit = _band.First + Math.Max(LossBand.Deviations * _band.FirstDeviation, Math.Abs(_band.First) / 10);
        _worse = step.Loss > limit ? _worse + 1 : 0;
        if (_nonFinite == guard.NonFinite)
        {
            training.Stop(step, Name, FormattableString.Invariant($"The loss was NaN or infinite in {_nonFinite:N0} steps in a row: no batch gives a gradient any more."),
                guard.Raises, new Evidence("steps with a loss that is not finite", _nonFinite, guard.NonFinite));
        }
        else if (_worse == guard.WorseThanNothing)
        {
            training.Stop(step, Name, FormattableString.Invariant($"The loss was above where it began ({_band.First:0.###e+0}) in {_worse:N0} steps in a row: training has made the network worse than none."),
                guard.Raises, new Evidence("loss of the step", step.Loss, limit));
        }
    }

    public override void Write(BinaryWriter writer)
    {
        _band.Write(writer);
        writer.Write(_nonFinite);
        writer.Write(_worse);
    }

    public override void Read(BinaryReader reader)
    {
        _band.Read(reader);
        // Who goes on with a training that this guard gave up wants it to be given another chance.
        _nonFinite = reader.ReadInt32() is var lost && lost < guard.NonFinite ? lost : 0;
        _worse = reader.ReadInt32() is var worse && worse < guard.WorseThanNothing ? worse : 0;
    }
}
