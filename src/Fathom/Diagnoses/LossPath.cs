using Fathom.Ledger;

namespace Fathom.Diagnoses;

/// <summary>The way of the loss as far as a history knows it: early steps in means, late ones one by one.</summary>
static class LossPath
{
    /// <summary>All finite losses in the order of the steps: blocks, then single steps; those of readings where no others were handed in.</summary>
    public static IReadOnlyList<LossPoint> Of(ReadingHistory history)
    {
        if (history.Losses.Count == 0)
            return [.. history.Readings.Select(reading => new LossPoint(reading.Step, reading.Loss)).Where(point => double.IsFinite(point.Loss))];

        var recent = history.Losses.Recent.Where(point => double.IsFinite(point.Loss)).ToList();
        var from = recent.Count == 0 ? long.MaxValue : recent[0].Step;
        // A block dates from its first step; those that reach into the single steps are left out.
        var early = history.Losses.Blocks.Where(block => block.Count > 0 && block.FirstStep + block.Count <= from);
        return [.. early.Select(block => new LossPoint(block.FirstStep, block.Mean)), .. recent];
    }

    /// <summary>The loss that stands for having learnt nothing: the baseline where it is known, else the first; NaN where neither is.</summary>
    public static double Reference(ReadingHistory history, IReadOnlyList<LossPoint> path) =>
        history.Facts.BaselineLoss ?? history.Losses.First?.Loss ?? (path.Count > 0 ? path[0].Loss : double.NaN);
}
