using Fathom.Diagnoses;
using Fathom.Guards;
using Fathom.Torch.Probes;

namespace Fathom.Torch.Guards;

/// <summary><see cref="SkipNonFinite"/> at work.</summary>
sealed class SkipNonFiniteShift(GuardedTraining training, GradientArrivals? arrivals) : GuardShift
{
    /// <summary>Weights are looked at so often that in between, calm steps cannot carry them out of their format (docs/guards/skip-non-finite.md).</summary>
    const long WeightInterval = 1_000;

    const long Never = long.MinValue / 2;

    const string Name = "skip-non-finite";

    readonly NonFiniteScan _scan = new();
    readonly CalmSteps _calm = new(training);
    readonly MemorySeal _seal = new(training.Memory);
    TrainingSnapshot? _before;
    bool _isProtected;
    bool _isSteady;
    bool _weightsAreCalm;
    long _weightsReadAt = Never;

    public override void Judge(GuardedStep step)
    {
        _isProtected = false;
        if (step.LossIsNonFinite)
        {
            Skip(step, $"The loss was {Say(step.Loss)}: the step was skipped.", new Evidence("loss of the step", step.Loss, double.NaN));
            return;
        }

        var isCalm = _calm.AllowsFor();
        var wasSteady = _isSteady;
        _isSteady = isCalm && _calm.AreSteady();
        // Steady steps start from weights and memory that were read together: from where other steps led, they may not go on.
        if (_isSteady && !wasSteady) _weightsReadAt = Never;
        if (!_scan.Exceeds(training, withMemory: !_isSteady || WeightsAreDue(step.Number) || !_seal.Holds(), arrivals))
        {
            _isProtected = !isCalm || !WeightsAreCalm(step.Number);
            return;
        }

        if (FirstBadGradient() is { } bad)
        {
            Skip(step, FormattableString.Invariant($"The gradient of {bad.Name} held {bad.Count:N0} numbers that are NaN or infinite: the step was skipped."),
                new Evidence($"NaNs and infinities in the gradient of {bad.Name}", bad.Count, 0));
            return;
        }

        Repair(step);
        _isProtected = true;
    }

    public override void Prepare(GuardedStep step)
    {
        if (!_isProtected) return;
        _before ??= new TrainingSnapshot();
        _before.Capture(training, step.Number, step.Loss);
    }

    public override void Conclude(GuardedStep step)
    {
        arrivals?.Await();
        if (step.IsSkipped) return;
        if (_isSteady && !_isProtected) _seal.Put();
        else _seal.Break();
        if (!_isProtected) return;
        if (FirstBadAfterStep() is not { } bad)
        {
            _weightsReadAt = Never;
            return;
        }

        _before!.Restore(training);
        step.Skip();
        training.Report(step, Name, GuardAction.Skipped, $"The optimizer's step made {bad} NaN or infinite from numbers that were finite: it was undone.");
    }

    public override long TakeTicks() => arrivals?.TakeTicks() ?? 0;

    public override void Dispose()
    {
        arrivals?.Dispose();
        _before?.Dispose();
        base.Dispose();
    }

    bool WeightsAreDue(long step) => step - _weightsReadAt >= WeightInterval;

    bool WeightsAreCalm(long step)
    {
        if (WeightsAreDue(step))
        {
            _weightsAreCalm = !_scan.WeightsExceed(training);
            _weightsReadAt = step;
        }

        return _weightsAreCalm;
    }

    void Skip(GuardedStep step, string sentence, Evidence evidence)
    {
        step.Skip();
        training.Report(step, Name, GuardAction.Skipped, sentence, evidence);
    }

    (string Name, long Count)? FirstBadGradient()
    {
        foreach (var (name, parameter) in training.Stepped)
        {
            var gradient = parameter.IsInvalid ? 0 : LibTorch.Gradient(parameter.Handle);
            if (gradient == 0) continue;
            var count = NonFiniteScan.Count(gradient);
            LibTorch.Dispose(gradient);
            if (count > 0) return (name, count);
        }

        return null;
    }

    void Repair(GuardedStep step)
    {
        for (var place = 0; place < training.Memory.Cells.Count; place++)
        {
            var cell = training.Memory.Cells[place];
            for (var field = 0; field < cell.TensorCount; field++)
            {
                var count = cell.Tensor(field) is { IsInvalid: false } remembered ? NonFiniteScan.Count(remembered.Handle) : 0;
                if (count == 0) continue;
                var name = cell.NameOf(field);
                cell.Forget();
                training.Report(step, Name, GuardAction.Repaired, FormattableString.Invariant(
                    $"What the optimizer remembered of {training.Stepped[place].name} ({name}) held {count:N0} numbers that are NaN or infinite: it was begun anew."),
                    new Evidence($"NaNs and infinities in {name} of {training.Stepped[place].name}", count, 0));
                break;
            }
        }
    }

    string? FirstBadAfterStep()
    {
        foreach (var (name, parameter) in training.Written)
            if (!parameter.IsInvalid && NonFiniteScan.Count(parameter.Handle) > 0) return name;
        for (var place = 0; place < training.Memory.Cells.Count; place++)
        {
            var cell = training.Memory.Cells[place];
            for (var field = 0; field < cell.TensorCount; field++)
                if (cell.Tensor(field) is { IsInvalid: false } remembered && NonFiniteScan.Count(remembered.Handle) > 0)
                    return $"{cell.NameOf(field)} of {training.Stepped[place].name}";
        }

        return null;
    }

    static string Say(double loss) => double.IsNaN(loss) ? "NaN" : "infinite";
}
