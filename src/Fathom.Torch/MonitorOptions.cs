using Fathom.Diagnoses;
using Fathom.Guards;
using Fathom.Ledger;
using Fathom.Runs;
using Fathom.Torch.Guards;
using Microsoft.Extensions.Logging;

namespace Fathom.Torch;

/// <summary>How a <see cref="GradientMonitor"/> watches.</summary>
public sealed record MonitorOptions
{
    /// <summary>
    /// The share of the training's time that watching may take, above 0 and below 1; one percent unless said otherwise. The monitor
    /// measures its own cost and reads as many steps as that share pays for. The first reading, which compiles what it runs, is free; the second
    /// and the third are taken by steps 10 and 100 at the latest, and paid for before the fourth.
    /// </summary>
    public double OverheadBudget { get; init => field = Require.Fraction(value); } = 0.01;

    /// <summary>Reads every n-th step, from the first on, whatever it costs; null (default) keeps to <see cref="OverheadBudget"/>.</summary>
    public int? Every { get; init => field = value is { } interval ? Require.Between(interval, 1, int.MaxValue, nameof(Every)) : null; }

    /// <summary>
    /// How many weights of each parameter are compared before and after a step, 1 to 1,073,741,824; 4,096 unless said otherwise, which gives the
    /// update's norm to about one percent. Smaller parameters are compared whole, larger ones on evenly spread blocks of 512.
    /// </summary>
    public int UpdateSample { get; init => field = Require.Between(value, 1, 1 << 30, nameof(UpdateSample)); } = 4_096;

    /// <summary>How many readings are kept whole, 2 to 100,000; 32 unless said otherwise. Twice as many more are kept over the whole training.</summary>
    public int HistoryCapacity { get; init => field = Require.Between(value, 2, 100_000, nameof(HistoryCapacity)); } = 32;

    /// <summary>How many steps the training will take; null (default) where that is not known. Diagnoses weigh consequences by it.</summary>
    public long? PlannedSteps { get; init => field = value is { } steps ? Require.Between(steps, 1, long.MaxValue, nameof(PlannedSteps)) : null; }

    /// <summary>
    /// What you know of the training and no probe can read: its loss function, the loss of a constant answer. Some diagnoses need it, and say so
    /// on their pages. Its number of steps counts where <see cref="PlannedSteps"/> says none.
    /// </summary>
    public TrainingFacts Facts { get; init; } = new();

    /// <summary>True to read gradients through identity functions in the graph even where libtorch's own hooks work.</summary>
    public bool PortableHooks { get; init; }

    /// <summary>The illnesses that are looked for; all that Fathom knows unless said otherwise.</summary>
    public IReadOnlyList<IDiagnosis> Diagnoses { get; init; } = AllDiagnoses.List;

    /// <summary>
    /// What may interfere with a step, asked in this order; <see cref="SkipNonFinite"/> alone unless said otherwise, and an empty list for nothing
    /// at all. Where the monitor does not take the optimizer's steps, none is on duty.
    /// </summary>
    public IReadOnlyList<IGuard> Guards { get; init; } = [new SkipNonFinite()];

    /// <summary>Told of each thing that a guard did, on the training's thread, when the step is over; null (default) for nobody.</summary>
    public Action<GuardEvent>? OnGuardEvent { get; init; }

    /// <summary>How many of the guards' latest events are kept, 1 to 1,000,000; 1,000 unless said otherwise.</summary>
    public int GuardEventCapacity { get; init => field = Require.Between(value, 1, 1_000_000, nameof(GuardEventCapacity)); } = 1_000;

    /// <summary>
    /// The folder that the run is recorded in, for <c>fathom watch</c>, <c>fathom report</c> and TensorBoard: each loss, each reading, what guards do, and
    /// findings when they change; null (default) for none. Where a run lies there already, the new one goes beside it ("mine-2"); a monitor that has resumed
    /// goes on with it. The monitor's disposal ends the run. Its cost counts against <see cref="OverheadBudget"/>; where writing fails, the training goes on.
    /// </summary>
    public string? RunFolder { get; init => field = value is null || value.Length > 0 ? value : throw new ArgumentException("RunFolder must name a folder, but was empty.", nameof(value)); }

    /// <summary>The clock of a run in <see cref="RunFolder"/>.</summary>
    internal TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>
    /// Takes down the run: each loss, each reading, what guards do, and findings when they change; null (default) for nobody. Whoever opened it
    /// closes it. Its cost counts against <see cref="OverheadBudget"/>, and where it fails it is dropped and the training goes on.
    /// </summary>
    public IRunRecorder? Recorder { get; init; }

    /// <summary>Gets a line where something changes: a finding, a guard's deed, a loss that is not finite; null (default) for none.</summary>
    public ILogger? Logger { get; init; }
}
