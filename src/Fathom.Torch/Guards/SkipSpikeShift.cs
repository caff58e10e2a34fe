using Fathom.Diagnoses;
using Fathom.Guards;

namespace Fathom.Torch.Guards;

/// <summary><see cref="SkipSpike"/> at work.</summary>
sealed class SkipSpikeShift(SkipSpike guard, GuardedTraining training) : GuardShift
{
    const int LeastCount = 16;
    const double LeastFactor = 10;

    readonly Queue<double> _logarithms = new();
    int _skippedInARow;

    public override void Judge(GuardedStep step)
    {
        if (step.IsSkipped) return;
        var norm = new Gradients(training.Parameters).Norm;
        if (!double.IsFinite(norm) || norm == 0) return;
        var logarithm = Math.Log(norm);
        if (_logarithms.Count >= LeastCount && IsSpike(step, norm, logarithm)) return;

        _skippedInARow = 0;
        _logarithms.Enqueue(logarithm);
        if (_logarithms.Count > guard.Window) _logarithms.Dequeue();
    }

    public override void Write(BinaryWriter writer)
    {
        writer.Write(_skippedInARow);
        writer.Write(_logarithms.Count);
        foreach (var logarithm in _logarithms) writer.Write(logarithm);
    }

    public override void Read(BinaryReader reader)
    {
        _skippedInARow = reader.ReadInt32();
        _logarithms.Clear();
        for (var left = reader.ReadInt32(); left > 0; left--)
        {
            var logarithm = reader.ReadDouble();
            if (left <= guard.Window) _logarithms.Enqueue(logarithm);
        }
    }

    bool IsSpike(GuardedStep step, double norm, double logarithm)
    {
        var median = Median([.. _logarithms]);
        var deviation = LossBand.Robust * Median([.. _logarithms.Select(past => Math.Abs(past - median))]);
        var most = median + Math.Max(guard.Threshold * deviation, Math.Log(LeastFactor));
        if (logarithm <= most) return false;
        if (_skippedInARow == guard.MostInARow)
        {
            _logarithms.Clear();
            return false;
        }

        _skippedInARow++;
        step.Skip();
        training.Report(step, "skip-spike", GuardAction.Skipped, FormattableString.Invariant(
            $"The gradient's norm of {norm:0.0e+0} is {norm / Math.Exp(median):0.#} times that of the steps before: the step was skipped."),
            new Evidence("norm of the gradient", norm, Math.Exp(most)));
        return true;
    }

    static double Median(double[] values)
    {
        Array.Sort(values);
        return (values[(values.Length - 1) / 2] + values[values.Length / 2]) / 2;
    }
}
