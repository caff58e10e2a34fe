using Fathom.Ledger;

namespace Fathom.Diagnoses;

/// <summary>What the losses of a training say about whether it learns.</summary>
/// <param name="First">The first loss.</param>
/// <param name="Early">The mean of the first quarter.</param>
/// <param name="Late">The mean of the last quarter.</param>
/// <param name="Error">The standard error of the difference of the two.</param>
/// <param name="Baseline">The loss of the best answer that does not look at its input; NaN where unknown.</param>
sealed record LossCourse(double First, double Early, double Late, double Error, double Baseline)
{
    // One time in 740 chance alone moves a mean this many standard errors to one side.
    const double Sigmas = 3;

    // Below this, a difference of two means is rounding in float32.
    const double Rounding = 1e-6;

    /// <summary>True where the loss came down by more than its noise.</summary>
    public bool HasFallen => Early - Late > Math.Max(Sigmas * Error, Rounding * Math.Abs(Early));

    /// <summary>True where the loss is below half of what an answer without looking costs; of the first loss where that is unknown.</summary>
    public bool HasLearnt => Late < (double.IsNaN(Baseline) ? First : Baseline) / 2;

    /// <summary>True where the loss is no better than without looking; not below its beginning where that is unknown. False without losses.</summary>
    public bool HasLearntNothing => double.IsNaN(Baseline) ? !double.IsNaN(Late) && !HasFallen : Late + (Sigmas * Error) >= Baseline * (1 - Rounding);

    /// <summary>The course up to the latest loss; without any loss all numbers are NaN.</summary>
    public static LossCourse Of(ReadingHistory history)
    {
        var losses = Losses(history);
        var baseline = BaselineOf(history);
        if (losses.Count == 0) return new LossCourse(double.NaN, double.NaN, double.NaN, double.NaN, baseline);

        var quarter = Math.Max(1, losses.Count / 4);
        // Neighbours differ by their noise, however the course as a whole goes (von Neumann, 1941).
        var squares = losses.Zip(losses.Skip(1), (left, right) => (right - left) * (right - left)).Sum();
        var variance = losses.Count < 2 ? 0 : squares / (2 * (losses.Count - 1));
        return new LossCourse(losses[0], losses.Take(quarter).Average(), losses.TakeLast(quarter).Average(), Math.Sqrt(2 * variance / quarter), baseline);
    }

    /// <summary>What is known or can be recognised: ln(classes) where softmax and cross-entropy stand behind the output.</summary>
    public static double BaselineOf(ReadingHistory history)
    {
        if (history.Facts.BaselineLoss is > 0 and var baseline) return baseline;
        return history.First?.Output is { Columns: >= 2 } output && (history.Facts.Loss == LossForm.ClassLogits || Outputs.LooksLikeCrossEntropy(output))
            ? Math.Log(output.Columns)
            : double.NaN;
    }

    static IReadOnlyList<double> Losses(ReadingHistory history) => history.Losses.Count > 0
        ? [.. history.Losses.Blocks.Where(block => block.Count > 0).Select(block => block.Mean)]
        : [.. history.Readings.Select(reading => reading.Loss).Where(double.IsFinite)];
}
