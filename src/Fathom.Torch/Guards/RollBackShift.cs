using Fathom.Diagnoses;
using Fathom.Guards;

namespace Fathom.Torch.Guards;

/// <summary><see cref="RollBack"/> at work.</summary>
sealed class RollBackShift(RollBack guard, GuardedTraining training) : GuardShift
{
    const string Name = "roll-back";
    const double RateShare = 0.5;

    // A saved state is one array of bytes, which ends at 2 GB.
    const long MostBytesSaved = 1L << 30;

    readonly LossBand _band = new();
    // The newest last.
    readonly LinkedList<TrainingSnapshot> _ring = [];
    long _takenAt = long.MinValue / 2;
    long _writtenAt = long.MinValue / 2;
    long _files;
    int _returns;
    bool _goesBack;
    bool _hasGivenUp;

    public override void Judge(GuardedStep step)
    {
        _goesBack = false;
        if (_hasGivenUp)
        {
            step.Skip();
            return;
        }

        if (!step.LossWasRead) return;
        _band.Hear(step.Loss);
        if (_band.IsLeft && _ring.Count > 0)
        {
            _goesBack = true;
            step.Skip();
        }
        else if (!step.IsSkipped && _band.LastWasInside && step.Number - _takenAt >= guard.StepsBetween)
        {
            Take(step);
        }
    }

    public override void Conclude(GuardedStep step)
    {
        if (_goesBack) Return(step);
    }

    public override void Write(BinaryWriter writer)
    {
        _band.Write(writer);
        writer.Write(_takenAt);
        writer.Write(_writtenAt);
        writer.Write(_files);
        writer.Write(_hasGivenUp ? 0 : _returns);
        var saved = Newest(_ring, MostBytesSaved);
        writer.Write(saved.Count);
        foreach (var snapshot in saved) SnapshotFile.WriteBody(snapshot, writer);
    }

    /// <summary>The newest snapshots that together take no more than so many bytes, the newest last.</summary>
    public static IReadOnlyList<TrainingSnapshot> Newest(IReadOnlyCollection<TrainingSnapshot> ring, long most)
    {
        var bytes = 0L;
        return [.. ring.Reverse().TakeWhile(snapshot => (bytes += snapshot.Bytes) <= most).Reverse()];
    }

    public override void Read(BinaryReader reader)
    {
        Clear();
        _band.Read(reader);
        (_takenAt, _writtenAt, _files, _returns) = (reader.ReadInt64(), reader.ReadInt64(), reader.ReadInt64(), reader.ReadInt32());
        for (var left = reader.ReadInt32(); left > 0; left--)
        {
            var snapshot = SnapshotFile.ReadBody(reader);
            if (left <= guard.Snapshots) _ring.AddLast(snapshot);
            else snapshot.Dispose();
        }

        // Where none fitted into what was saved, the next healthy state is taken at once.
        if (_ring.Count == 0) _takenAt = long.MinValue / 2;
    }

    public override void Dispose()
    {
        Clear();
        base.Dispose();
    }

    void Clear()
    {
        foreach (var snapshot in _ring) snapshot.Dispose();
        _ring.Clear();
    }

    /// <summary>Before the step: these are the weights that have just shown a healthy loss.</summary>
    void Take(GuardedStep step)
    {
        var snapshot = _ring.Count == guard.Snapshots ? _ring.First!.Value : new TrainingSnapshot();
        if (_ring.Count == guard.Snapshots) _ring.RemoveFirst();
        snapshot.Capture(training, step.Number, step.Loss);
        _takenAt = step.Number;
        // A memory gone NaN shows in no loss before the next step.
        if (!snapshot.IsFinite)
        {
            snapshot.Dispose();
            return;
        }

        _ring.AddLast(snapshot);
        _returns = 0;
        RaiseRates(step);
        if (guard.Folder is not null && step.Number - _writtenAt >= guard.StepsBetweenFiles) Write(snapshot, step);
    }

    void RaiseRates(GuardedStep step)
    {
        if (RateFactor >= 1) return;
        RateFactor = Math.Min(1, RateFactor / RateShare);
        training.Report(step, Name, GuardAction.RaisedRate,
            FormattableString.Invariant($"The loss stayed in its band for {guard.StepsBetween:N0} steps: learning rates are again {RateFactor:0.###} of what the loop says."),
            new Evidence("factor on learning rates", RateFactor, double.NaN));
    }

    void Write(TrainingSnapshot snapshot, GuardedStep step)
    {
        _writtenAt = step.Number;
        var path = Path.Combine(guard.Folder!, FormattableString.Invariant($"{_files++ % guard.Snapshots}{SnapshotFile.Ending}"));
        try
        {
            snapshot.Save(path);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            training.Report(step, Name, GuardAction.Failed, $"The snapshot could not be written to {path}, the training goes on without: {fault.Message}");
        }
    }

    void Return(GuardedStep step)
    {
        // The newest one leads out of the band again: the harm may lie before it.
        if (_returns > 0 && _returns % 2 == 0 && _ring.Count > 1)
        {
            _ring.Last!.Value.Dispose();
            _ring.RemoveLast();
        }

        _returns++;
        _hasGivenUp = _returns > guard.MostReturns;
        var to = (_hasGivenUp ? _ring.First : _ring.Last)!.Value;
        to.Restore(training);
        _band.Settle();
        _takenAt = step.Number;
        Evidence[] numbers = [new("loss of the step", step.Loss, _band.Edge), new("step returned to", to.Step, double.NaN)];
        if (_hasGivenUp)
        {
            training.Stop(step, Name, FormattableString.Invariant(
                $"The loss left its band again after each of {guard.MostReturns} returns: the weights are those of step {to.Step}, and no further step is let through."),
                guard.Raises, numbers);
            return;
        }

        RateFactor *= RateShare;
        training.Report(step, Name, GuardAction.RolledBack, FormattableString.Invariant(
            $"The loss of {step.Loss:0.###e+0} was out of its band (up to {_band.Edge:0.###e+0}): back to the weights of step {to.Step}; learning rates times {RateFactor:0.###}."),
            numbers);
    }
}
