using Fathom.Ledger;
using Fathom.Statistics;

namespace Fathom.Diagnoses;

/// <summary>Gradients are so small that a narrow format turns them into zeros, or so large that it turns them into infinities.</summary>
/// <remarks>
/// What counts is the part of the squared norm that is lost, not the number of values: to first order a step lowers the loss in proportion
/// to it. Judged in the precision that the gradients have, or in <see cref="Format"/>. Training in float32 without one shows nothing.
/// </remarks>
public sealed record LowPrecisionUnderflow : IDiagnosis
{
    /// <inheritdoc/>
    public string Id => "low-precision-underflow";

    /// <summary>The format that gradients are going to be kept in; null, the default, for the one that they have.</summary>
    public FloatFormat? Format { get; init; }

    /// <summary>The part of a parameter's squared gradient norm that may be lost, 0 to 1; 0.5 unless said otherwise: half of the descent.</summary>
    public double LostDescent { get; init => field = Require.Fraction(value); } = 0.5;

    /// <summary>In how many readings in a row it must be seen; 3 unless said otherwise.</summary>
    public int Repeats { get; init => field = Require.Between(value, 1, 1_000, nameof(Repeats)); } = 3;

    /// <inheritdoc/>
    public IEnumerable<Finding> Examine(ReadingHistory history)
    {
        if (Streak.Current(history, Repeats, Losing) is { } streak) yield return Describe(streak);
    }

    IReadOnlyList<GradientLoss> Losing(StepReading reading)
    {
        var losses = reading.Parameters.Where(parameter => parameter is { Gradient: { HasNonFinite: false, Count: > 0 } } && parameter.LearningRate != 0)
            .Select(parameter => GradientLoss.Of(parameter, Format, reading.LossScale)).OfType<GradientLoss>().ToList();
        var losing = losses.Where(loss => loss.Share >= LostDescent || loss.Overflowing > 0).ToList();
        // A gradient of nothing but zeros may be one that is lost whole, but only beside others that are seen to get lost.
        return losing.Count == 0 ? [] : [.. losses.Where(loss => losing.Contains(loss) || loss.IsEmpty)];
    }

    Finding Describe(Streak streak)
    {
        var losing = Losing(streak.Latest);
        var worst = losing.MaxBy(loss => (loss.Overflowing, loss.Share))!;
        var overflows = worst.Overflowing > 0;
        return new Finding
        {
            Id = Id,
            Severity = Format is null && losing.Any(loss => loss.Share >= 0.99 || loss.IsEmpty) ? Severity.Error : Severity.Warning,
            Place = losing.Count == 1 ? worst.Name : $"{losing[0].Name}..{losing[^1].Name}",
            Step = streak.Since,
            Summary = overflows
                ? FormattableString.Invariant($"In {worst.Format} {worst.Overflowing:0.##%} of the gradient of {worst.Name} would overflow.")
                : FormattableString.Invariant($"{worst.Format} turns {worst.Share:0.#%} of the squared gradient norm of {worst.Name} into zeros ({worst.Flushed:0.#%} of its values)."),
            Meaning = overflows
                ? "One infinity is enough to lose the step, and the weights with it where nothing stops it."
                : FormattableString.Invariant($"To first order a step lowers the loss by {1 - worst.Share:0.#%} of what the full gradient would give in this layer."),
            Causes = [new Cause("precision", 1, overflows ? $"{worst.Format} ends at {worst.Format.Largest:0.##e+0}" : FormattableString.Invariant($"{worst.Format} has nothing between zero and {worst.Format.Smallest:0.0e+0}"))],
            Evidence =
            [
                new Evidence($"part of the squared gradient norm of {worst.Name} that is lost", worst.Share, LostDescent),
                new Evidence($"share of the gradient values of {worst.Name} that become zero", worst.Flushed, double.NaN),
                new Evidence($"share of the gradient values of {worst.Name} that overflow", worst.Overflowing, 0),
            ],
            Treatments = [.. Treatments(streak.Latest, worst)],
        };
    }

    IEnumerable<string> Treatments(StepReading reading, GradientLoss worst)
    {
        var gradients = reading.Parameters.Select(parameter => parameter.Gradient).OfType<TensorSummary>().Where(gradient => gradient.SumOfSquares > 0).ToList();
        // One binade of room, for the next batch's largest value is not this one's.
        var most = (int)Math.Floor(Math.Log2(worst.Format.Largest / gradients.Max(gradient => gradient.LargestMagnitude))) - 1;
        if (Format is null)
        {
            yield return FormattableString.Invariant($"Multiply the loss by 2^{most} before backward() and divide the gradients by it in float32: the largest of this step then still stays within {worst.Format}. A recipe says loss-scale, a program LossScaler.");
            yield return "Or keep gradients in bf16, which has float32's range with fewer digits, or in float32.";
            yield break;
        }

        var enough = Enumerable.Range(-300, 600).Where(scale => scale <= most).Cast<int?>()
            .FirstOrDefault(scale => gradients.TrueForAll(gradient => GradientLoss.ShareBelow(gradient, worst.Format, scale!.Value) < 0.01));
        yield return enough is { } power
            ? FormattableString.Invariant($"Multiply the loss by 2^{power} before backward() and divide the gradients by it in float32: the largest stays within {worst.Format}, and at most 1 % of any squared norm is lost.")
            : FormattableString.Invariant($"No single scale of the loss fits all layers into {worst.Format}: scale by layer, or keep these gradients in bf16 or float32.");
        if (worst.Format != FloatFormat.BFloat16) yield return "Or keep gradients in bf16, which has float32's range with fewer digits.";
        yield return "A gradient that is far smaller in some layers than in others may be vanishing: see the ledger.";
    }
}
