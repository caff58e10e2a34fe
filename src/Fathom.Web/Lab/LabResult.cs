using System.Globalization;
using Fathom.Diagnoses;
using Fathom.Runs;

namespace Fathom.Web.Lab;

/// <summary>What became of a training of the Lab, as far as lessons and summaries ask.</summary>
/// <param name="State">Where the controls stood.</param>
/// <param name="Status">How it stands.</param>
public sealed record LabResult(LabState State, RunStatus Status)
{
    /// <summary>Steps done.</summary>
    public long Step { get; init; }

    /// <summary>The loss of the first step; NaN where there is none.</summary>
    public double FirstLoss { get; init; } = double.NaN;

    /// <summary>The latest loss; NaN where there is none, or where it is no number.</summary>
    public double Loss { get; init; } = double.NaN;

    /// <summary>The share of samples held out that were right at the latest check, 0 to 1; NaN where that is not counted.</summary>
    public double Accuracy { get; init; } = double.NaN;

    /// <summary>The latest loss on the samples held out; NaN where there is none.</summary>
    public double HeldOutLoss { get; init; } = double.NaN;

    /// <summary>What the diagnoses said last.</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];

    /// <summary>Whether it came to its planned end with a loss that is a number.</summary>
    public bool IsWhole => Status == RunStatus.Finished && double.IsFinite(Loss);

    /// <summary>The result so far in one sentence.</summary>
    public string Summary
    {
        get
        {
            if (Status == RunStatus.Running) return Text($"Training: {Step:N0} of {State.Steps:N0} steps, loss {Number(Loss)}.");
            var lost = double.IsFinite(Loss) ? "" : " The loss is no number any longer: the weights overflowed.";
            if (Status != RunStatus.Finished) return Text($"The training ended after {Step:N0} steps: {Status.ToString().ToLowerInvariant()}.{lost}");
            var held = double.IsFinite(Accuracy) ? Text($", and {100 * Accuracy:0} % of the samples held out are right") : double.IsFinite(HeldOutLoss) ? Text($", {Number(HeldOutLoss)} on samples held out") : "";
            return Text($"After {Step:N0} steps the loss went from {Number(FirstLoss)} to {Number(Loss)}{held}.{lost}");
        }
    }

    /// <summary>The result of a run.</summary>
    public static LabResult Of(LabState state, RunView view)
    {
        ArgumentNullException.ThrowIfNull(view);
        return new(state, view.Status)
        {
            Step = view.Step,
            FirstLoss = view.Scalars.TryGetValue(ScalarTags.Loss, out var losses) && losses.Count > 0 ? First(losses[0]) : double.NaN,
            Loss = Last(view, ScalarTags.Loss),
            Accuracy = Last(view, ScalarTags.HeldOutAccuracy),
            HeldOutLoss = Last(view, ScalarTags.HeldOutLoss),
            Findings = view.Findings,
        };
    }

    static double First(ScalarBlock block) => block.FirstStep == block.LastStep ? block.Last : block.Mean;

    static double Last(RunView view, string tag) =>
        view.Scalars.TryGetValue(tag, out var values) && values.Count > 0 ? values[^1].Last : double.NaN;

    static string Number(double value) => double.IsFinite(value) ? value.ToString(Math.Abs(value) is >= 0.01 and < 1000 ? "0.###" : "0.0e+0", CultureInfo.InvariantCulture) : "no number";

    static string Text(FormattableString sentence) => sentence.ToString(CultureInfo.InvariantCulture);
}
