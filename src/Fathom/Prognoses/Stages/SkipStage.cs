using Fathom.Ledger;

namespace Fathom.Prognoses;

/// <summary>A block whose input also goes around it: skip · x + branch(x).</summary>
/// <param name="Name">The place's name.</param>
/// <param name="Branch">What the branch does, in order.</param>
sealed record SkipStage(string Name, IReadOnlyList<Stage> Branch) : Stage(Name)
{
    public override LinkKind Kind => LinkKind.Skip;

    public override bool Learns => Inside.Any(stage => stage.Learns);

    public override IEnumerable<Stage> Inside => Branch.Concat(Shortcut);

    /// <summary>What happens on the way around, in order; nothing as a rule, a projection where the width changes.</summary>
    public IReadOnlyList<Stage> Shortcut { get; init; } = [];

    /// <summary>
    /// Of the square of what a branch adds, the share of its mean over the units from which on the block's gradient is another: theory lets
    /// branches and skip carry independent gradients, and a common mean is what they share.
    /// </summary>
    const double TellingMean = 1e-3;

    double Width => !double.IsNaN(Count) ? Count : Branch.OfType<WeightStage>().FirstOrDefault()?.FanIn ?? double.PositiveInfinity;

    /// <summary>Why theory does not hold inside the block for this signal.</summary>
    public override string? DoubtAbout(Signal signal)
    {
        if (Doubt is not null) return Doubt;
        var branch = Walk.Over(Branch, signal);
        // By Stein's lemma W'(φ'(Wx) δ) holds (σ²/n) E φ'' (1·δ) x: a gradient along the signal, which grows where the signal's mean does.
        if (branch.Output.Mean * branch.Output.Mean > TellingMean * branch.Output.Square)
            return "its branch adds numbers with a mean, which adds up from block to block, and so do gradients along it; theory takes them to be independent";
        return branch.Steps.Concat(Walk.Over(Shortcut, signal).Steps)
            .Select(step => step.Stage.DoubtAbout(step.Input) is { } doubt ? $"in {step.Stage.Name} {doubt}" : null).FirstOrDefault(doubt => doubt is not null);
    }

    // Yang and Schoenholz (2017), Mean field residual networks, equations 1 and 5: branch and skip carry independent signals and
    // gradients, so that their squares add up, except for means over the units, which add as they are.
    public override Passage Pass(Signal signal)
    {
        var branch = Walk.Over(Branch, signal);
        var around = Walk.Over(Shortcut, signal);
        var (left, right) = (branch.Output, around.Output);
        var square = left.Square + right.Square + 2 * left.Mean * right.Mean;
        var output = new Signal(square, left.Mean + right.Mean, left.Product + right.Product + 2 * left.Mean * right.Mean)
        {
            IsNormal = left.IsNormal && right.IsNormal,
            ProductSlope = left.ProductSlope + right.ProductSlope,
        };
        var gain = Math.Exp(branch.LogGain) + Math.Exp(around.LogGain);
        var branchShare = gain > 0 ? Math.Exp(branch.LogGain) / gain : 0;
        return new Passage(output, Math.Log(gain))
        {
            // Two independent vectors of n numbers are orthogonal only up to 1/√n: their product adds 4 a b / n to squares a and b.
            Variance = branchShare * branchShare * branch.Variance + (1 - branchShare) * (1 - branchShare) * around.Variance
                + 4 * branchShare * (1 - branchShare) / Width,
            GainResponse = branchShare * branch.GainResponse + (1 - branchShare) * around.GainResponse,
            SizeResponse = square > 0 ? (left.Square * branch.SizeResponse + right.Square * around.SizeResponse) / square : 0,
            SizeNoise = square > 0
                ? Sum(left.Square / square, branch.SizeNoise) + Sum(right.Square / square, around.SizeNoise) + 4 * left.Square / square * (right.Square / square) / Width
                : 0,
            Ways = [branch.AsWay("branch"), around.AsWay("skip")],
        };

        // Shares add as they are, independent variances with their squares.
        static double Sum(double share, double noise) => share * share * noise;
    }
}
