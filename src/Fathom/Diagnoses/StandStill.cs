using Fathom.Ledger;

namespace Fathom.Diagnoses;

/// <summary>Proof that a loss is still where a network without an input would be, and that it does not fall.</summary>
/// <remarks>
/// <para>Two things at once, after each block of losses: the mean of the latest quarter of all losses is above a share of the reference even
/// at the lower end of its confidence sequence, and no falling trend is found in all of them. The reference is the baseline where it is
/// known, else the first loss. Where it is the baseline, the way down to it from above counts for no fall, so that a loss which has come
/// down to its baseline stands; one that is proven to be above it must not fall in its latest half.</para>
/// <para>The sequence is Robbins' (1970) normal mixture for the mean of n losses: m ± s·√(2(n+1)/n² · ln(√(n+1)/α)), with s their deviation,
/// or that which the means of blocks speak of where it is larger, because neighbouring losses resemble each other. The quarter moves
/// along, so that α holds for each doubling of the steps, not for the whole training.</para>
/// </remarks>
/// <param name="Since">The last step of the first block at which the proof stood, in the stretch that lasts.</param>
/// <param name="Level">The mean loss of the latest quarter.</param>
/// <param name="Reference">What it was compared with.</param>
/// <param name="IsBaseline">True where the reference is the baseline, false where it is the first loss.</param>
/// <param name="Share">Which share of the planned steps is gone.</param>
/// <param name="Deviation">The deviation of single losses in the latest quarter.</param>
sealed record StandStill(long Since, double Level, double Reference, bool IsBaseline, double Share, double Deviation)
{
    /// <summary>α of the confidence sequence and of the trend's test.</summary>
    public const double ErrorRate = 0.01;

    /// <summary>The normal quantile of 1 − 0.01.</summary>
    const double TrendDeviate = 2.326;

    /// <summary>Below eight losses a deviation is too rough for a normal's quantile: t with 7 degrees is a quarter wider at 0.01, with 3 twice.</summary>
    const int FewestLosses = 8;

    /// <summary>The standstill that still lasts; null where there is none, or where losses can be negative and a share of them means nothing.</summary>
    /// <param name="history">The losses.</param>
    /// <param name="steps">How long the training will be.</param>
    /// <param name="leastProgress">The share of the reference by which a loss must have fallen to be said to move.</param>
    public static StandStill? Of(ReadingHistory history, long steps, double leastProgress)
    {
        var blocks = history.Losses.Blocks.Where(block => block.Count > 0).ToList();
        var baseline = history.Facts.BaselineLoss;
        var reference = baseline ?? history.Losses.First?.Loss ?? double.NaN;
        if (!(reference > 0) || !double.IsFinite(reference) || blocks.Exists(block => block.Mean < 0)) return null;

        // What lies above the baseline knows less than nothing: the way down to it teaches only to answer without looking.
        var arrival = baseline is null ? 0 : blocks.FindIndex(block => block.Mean <= reference) is var found and >= 0 ? found : blocks.Count;
        var means = blocks.Skip(arrival).Select(block => block.Mean).ToList();
        var pairs = 0L;
        int? since = null;
        for (var last = 1; last < means.Count; last++)
        {
            if (last > arrival) pairs += Trend.Pairs(means, last - arrival);
            var quarter = LatestQuarter(blocks, last);
            var least = Mean(quarter) - Radius(quarter);
            var stands = quarter.Sum(block => block.Count) >= FewestLosses
                && least >= (1 - leastProgress) * reference
                && Trend.Deviate(pairs, last + 1 - arrival) > -TrendDeviate
                && (baseline is null || least <= reference || Trend.MannKendall(LatestHalf(blocks, last)) > -TrendDeviate);
            since = stands ? since ?? last : null;
        }

        return since is { } first
            ? new StandStill(LastStep(blocks[first]), Mean(LatestQuarter(blocks, blocks.Count - 1)), reference, baseline is not null, Math.Min(1, (double)history.Losses.Count / steps), Math.Sqrt(Variance(LatestQuarter(blocks, blocks.Count - 1))))
            : null;
    }

    /// <summary>True where the loss is not proven to have fallen: the upper end of the latest quarter's mean reaches the reference.</summary>
    public static bool HasNotFallen(IReadOnlyList<double> losses, double reference)
    {
        var quarter = LatestQuarter([.. losses.Select(loss => new LossBlock(0, 1, loss, 0))], losses.Count - 1);
        return Mean(quarter) + Radius(quarter) >= reference;
    }

    /// <summary>True where the latest quarter's mean is proven to lie above the reference.</summary>
    public static bool IsAbove(IReadOnlyList<double> losses, double reference)
    {
        var quarter = LatestQuarter([.. losses.Select(loss => new LossBlock(0, 1, loss, 0))], losses.Count - 1);
        return quarter.Count >= FewestLosses && Mean(quarter) - Radius(quarter) > reference;
    }

    static double Mean(List<LossBlock> blocks) => blocks.Sum(block => block.Mean * block.Count) / blocks.Sum(block => block.Count);

    static double Radius(List<LossBlock> blocks)
    {
        double count = blocks.Sum(block => block.Count);
        return count < 2 ? 0 : Math.Sqrt(Variance(blocks) * 2 * (count + 1) / (count * count) * Math.Log(Math.Sqrt(count + 1) / ErrorRate));
    }

    static double Variance(List<LossBlock> blocks)
    {
        double count = blocks.Sum(block => block.Count);
        if (count < 2) return 0;
        var mean = Mean(blocks);
        var between = blocks.Sum(block => block.Count * (block.Mean - mean) * (block.Mean - mean));
        var single = (between + blocks.Sum(block => block.Count * block.Variance)) / (count - 1);
        // Were losses independent, a block of k would have a kth of their variance: then both are alike.
        return blocks.Count < 2 ? single : Math.Max(single, between / (blocks.Count - 1));
    }

    static List<LossBlock> LatestQuarter(IReadOnlyList<LossBlock> blocks, int last)
    {
        var count = Math.Max(1, (last + 1) / 4);
        return [.. blocks.Skip(last + 1 - count).Take(count)];
    }

    static List<double> LatestHalf(IReadOnlyList<LossBlock> blocks, int last) => [.. blocks.Skip((last + 1) / 2).Take(last + 1 - ((last + 1) / 2)).Select(block => block.Mean)];

    static long LastStep(LossBlock block) => block.FirstStep + block.Count - 1;
}
