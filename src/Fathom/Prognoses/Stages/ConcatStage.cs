using Fathom.Ledger;

namespace Fathom.Prognoses;

/// <summary>A block whose input is put beside what the branch makes of it, as in dense networks: [x, branch(x)].</summary>
/// <param name="Name">The place's name.</param>
/// <param name="Branch">What the branch does, in order.</param>
/// <param name="Kept">How many numbers of the input are kept.</param>
/// <param name="Added">How many the branch adds.</param>
sealed record ConcatStage(string Name, IReadOnlyList<Stage> Branch, double Kept, double Added) : Stage(Name)
{
    public override LinkKind Kind => LinkKind.Skip;

    public override bool Learns => Inside.Any(stage => stage.Learns);

    public override IEnumerable<Stage> Inside => Branch;

    // Each number of the sum of both carries the same share of the gradient on average: weights above treat them alike.
    public override Passage Pass(Signal signal)
    {
        var branch = Walk.Over(Branch, signal);
        var (made, share) = (branch.Output, Added / (Kept + Added));
        var output = new Signal(Mix(signal.Square, made.Square), Mix(signal.Mean, made.Mean), Mix(signal.Product, made.Product))
        {
            IsNormal = signal.IsNormal && made.IsNormal,
            ProductSlope = Mix(signal.ProductSlope, made.ProductSlope),
        };
        var byBranch = share * Math.Exp(branch.LogGain);
        var gain = 1 - share + byBranch;
        return new Passage(output, Math.Log(gain))
        {
            Variance = byBranch / gain * (byBranch / gain) * branch.Variance,
            GainResponse = byBranch / gain * branch.GainResponse,
            Ways = [branch.AsWay("branch") with { Gain = Math.Sqrt(byBranch) }, new Way("skip", Math.Sqrt(1 - share), [])],
        };

        double Mix(double kept, double added) => (1 - share) * kept + share * added;
    }
}
