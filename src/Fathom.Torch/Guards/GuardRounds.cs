using System.Diagnostics;
using System.Text;
using Fathom.Diagnoses;
using Fathom.Guards;
using static TorchSharp.torch;

namespace Fathom.Torch.Guards;

/// <summary>All guards of a training, asked in their order, and what they did.</summary>
sealed class GuardRounds : IDisposable
{
    readonly List<(IGuard Guard, GuardShift Shift)> _shifts = [];
    readonly Queue<GuardEvent> _events = new();
    readonly Queue<GuardEvent> _untold = new();
    readonly int _capacity;
    readonly Action<GuardEvent> _listener;
    readonly GuardedTraining _training;
    readonly BufferCopy _buffers;

    GuardRounds(nn.Module model, optim.Optimizer optimizer, MonitorOptions options, Action<GuardEvent> listener)
    {
        (_capacity, _listener) = (options.GuardEventCapacity, listener);
        _training = new GuardedTraining(model, optimizer, Hear);
        _buffers = new BufferCopy(model);
        foreach (var guard in options.Guards) _shifts.Add((guard, guard.Begin(_training)));
    }

    /// <summary>
    /// Puts the guards of <paramref name="options"/> on duty, or none where there are none; <paramref name="listener"/> is told what they did when a step is over.
    /// </summary>
    public static GuardRounds? Of(nn.Module model, optim.Optimizer? optimizer, MonitorOptions options, Action<GuardEvent> listener)
    {
        // Without a guard there is still somebody to tell of a scale that was lowered.
        if (optimizer is not null) return options.Guards.Count == 0 && LossScaler.In(optimizer) is null ? null : new GuardRounds(model, optimizer, options, listener);
        return options.Guards.FirstOrDefault(guard => guard is not SkipNonFinite) is { } idle
            ? throw new ArgumentException($"A monitor with the guard {GuardName.Of(idle)} must own the optimizer's step, but no optimizer was given. Hand it to Attach.", nameof(optimizer))
            : null;
    }

    /// <summary>What the guards did, the oldest first.</summary>
    public IReadOnlyList<GuardEvent> Events => [.. _events];

    /// <summary>How many steps were skipped.</summary>
    public long Skipped { get; private set; }

    /// <summary>What the guards took of the last step and of its backward pass, in ticks of the stopwatch.</summary>
    public long Ticks { get; private set; }

    /// <summary>Why the training should end; null while it need not.</summary>
    public string? StopReason => _training.StopReason;

    /// <summary>True where the guard that stopped was told to raise.</summary>
    public bool StopRaises => _training.StopRaises;

    /// <summary>What learning rates are multiplied by at present.</summary>
    public double RateFactor
    {
        get
        {
            var factor = 1.0;
            foreach (var (_, shift) in _shifts) factor *= shift.RateFactor;
            return factor;
        }
    }

    /// <summary>Has all guards judge a step, and lowers the rates for it.</summary>
    public GuardedStep Judge(long number, double loss, bool lossWasRead)
    {
        var began = Stopwatch.GetTimestamp();
        _training.Scaler?.Unscale();
        var step = new GuardedStep
        {
            Number = number,
            Loss = loss,
            LossWasRead = lossWasRead,
            // A loss that is not finite is so at every scale.
            IsCalibration = _training.Scaler is { IsCalibrating: true } && (!lossWasRead || double.IsFinite(loss)),
        };
        if (step.IsCalibration)
        {
            step.Skip();
            return step;
        }

        Each(step, static (shift, step) => shift.Judge(step));
        _training.LowerRates(RateFactor);
        Ticks = Stopwatch.GetTimestamp() - began;
        foreach (var (_, shift) in _shifts) Ticks += shift.TakeTicks();
        return step;
    }

    /// <summary>Has the optimizer take the step unless it is skipped.</summary>
    public void Take(GuardedStep step)
    {
        if (step.IsSkipped) _buffers.PutBack();
        if (step.IsCalibration)
        {
            Calibrate(step, _training.Scaler!);
            return;
        }

        if (!step.IsSkipped) TakeUnskipped(step);

        var began = Stopwatch.GetTimestamp();
        var wasSkipped = step.IsSkipped;
        Each(step, static (shift, step) => shift.Conclude(step));
        if (step.IsSkipped && !wasSkipped) _buffers.PutBack();
        if (step.IsSkipped) Skipped++;
        if (!step.IsSkipped || _training.BuffersWereRestored) _buffers.Keep();
        _training.BuffersWereRestored = false;
        Ticks += Stopwatch.GetTimestamp() - began;
    }

    /// <summary>Ends the step: the rates are again what they were, and whoever listens is told.</summary>
    public void End()
    {
        _training.PutRatesBack();
        while (_untold.TryDequeue(out var happened)) _listener(happened);
    }

    /// <summary>Writes down what every guard has learnt.</summary>
    public void Write(BinaryWriter writer)
    {
        writer.Write(Skipped);
        writer.Write(_shifts.Count);
        foreach (var (guard, shift) in _shifts)
        {
            using var memory = new MemoryStream();
            using (var learnt = new BinaryWriter(memory, Encoding.UTF8, leaveOpen: true)) shift.Write(learnt);
            writer.Write(GuardName.Of(guard));
            writer.Write(shift.RateFactor);
            writer.Write((int)memory.Length);
            writer.Write(memory.GetBuffer(), 0, (int)memory.Length);
        }
    }

    /// <summary>Takes up what <see cref="Write"/> wrote: guards of the same name in their order; the others begin anew.</summary>
    public void Read(BinaryReader reader)
    {
        Skipped = reader.ReadInt64();
        var waiting = _shifts.ToList();
        for (var left = reader.ReadInt32(); left > 0; left--)
        {
            var (name, factor, learnt) = (reader.ReadString(), reader.ReadDouble(), reader.ReadBytes(reader.ReadInt32()));
            var place = waiting.FindIndex(entry => GuardName.Of(entry.Guard) == name);
            if (place < 0) continue;
            waiting[place].Shift.Resume(factor);
            using var memory = new BinaryReader(new MemoryStream(learnt), Encoding.UTF8);
            waiting[place].Shift.Read(memory);
            waiting.RemoveAt(place);
        }

        _buffers.Keep();
    }

    public void Dispose()
    {
        foreach (var (_, shift) in _shifts) shift.Dispose();
        _buffers.Dispose();
    }

    void TakeUnskipped(GuardedStep step)
    {
        var began = Stopwatch.GetTimestamp();
        Each(step, static (shift, step) => shift.Prepare(step));
        Ticks += Stopwatch.GetTimestamp() - began;
        _training.Optimizer.step();
    }

    /// <summary>The scaler skips the step by itself, and halves the scale.</summary>
    void Calibrate(GuardedStep step, LossScaler scaler)
    {
        var scale = scaler.CurrentScale;
        _training.Optimizer.step();
        _training.Report(step, "scale-loss", GuardAction.Skipped,
            FormattableString.Invariant($"Gradients of the loss times {scale:0.######} overflowed: the step was skipped, and the scale is {scaler.CurrentScale:0.######} from now on."),
            new Evidence("scale of the loss", scaler.CurrentScale, scale));
    }

    /// <summary>A guard that fails must not end the training: it is taken off duty, and says so.</summary>
    void Each(GuardedStep step, Action<GuardShift, GuardedStep> ask)
    {
        for (var place = 0; place < _shifts.Count; place++)
        {
            var (guard, shift) = _shifts[place];
            try
            {
                ask(shift, step);
            }
            catch (Exception fault)
            {
                _shifts.RemoveAt(place--);
                shift.Dispose();
                _training.Report(step, GuardName.Of(guard), GuardAction.Failed, $"The guard failed and was taken off duty. {fault.GetType().Name}: {fault.Message}");
            }
        }
    }

    void Hear(GuardEvent happened)
    {
        _events.Enqueue(happened);
        if (_events.Count > _capacity) _events.Dequeue();
        // Told when the step is over: what a listener throws then is its own affair and breaks no step in the middle.
        _untold.Enqueue(happened);
    }
}
