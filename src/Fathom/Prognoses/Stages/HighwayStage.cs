using Fathom.Ledger;

namespace Fathom.Prognoses;

/// <summary>A gate decides, unit by unit, how much of the branch and how much of the input goes on: T H(x) + (1 - T) x.</summary>
/// <param name="Name">The place's name.</param>
/// <param name="Branch">What makes H, in order.</param>
/// <param name="Gate">The weights that make the gate's pre-activation; its bias is how the gate starts.</param>
sealed record HighwayStage(string Name, IReadOnlyList<Stage> Branch, WeightStage Gate) : Stage(Name)
{
    public override LinkKind Kind => LinkKind.Skip;

    public override bool Learns => true;

    public override IEnumerable<Stage> Inside => Branch.Append(Gate);

    // Srivastava, Greff and Schmidhuber (2015), equation 3. T is the sigmoid of a normal number, independent of H and x in wide
    // layers; the gradient also takes the way through the gate, whose slope meets H - x.
    public override Passage Pass(Signal signal)
    {
        var branch = Walk.Over(Branch, signal);
        var opening = Gate.Pass(signal).Output;
        var gate = ActivationFunctions.Sigmoid.Under(opening.Mean, opening.Variance);
        var carry = 1 - 2 * gate.Mean + gate.Square;
        var both = gate.Mean - gate.Square;
        var made = branch.Output;
        var square = gate.Square * made.Square + carry * signal.Square + 2 * both * made.Mean * signal.Mean;

        // Two inputs' gates are correlated; with small gate weights they are nearly the same.
        var alike = opening.Variance > 0 ? (opening.Product - opening.Mean * opening.Mean) / opening.Variance : 1;
        var gates = gate.Product(Math.Clamp(alike, -1, 1));
        var (carries, mixed) = (1 - 2 * gate.Mean + gates, gate.Mean - gates);
        var output = new Signal(square, gate.Mean * made.Mean + (1 - gate.Mean) * signal.Mean,
            gates * made.Product + carries * signal.Product + 2 * mixed * made.Mean * signal.Mean)
        {
            ProductSlope = gates * made.ProductSlope + carries * signal.ProductSlope,
        };

        var difference = made.Square + signal.Square - 2 * made.Mean * signal.Mean;
        var (byBranch, byCarry, byGate) = (gate.Square * Math.Exp(branch.LogGain), carry, Gate.Gain * gate.SlopeSquare * difference);
        var gain = byBranch + byCarry + byGate;
        var share = gain > 0 ? byBranch / gain : 0;
        return new Passage(output, Math.Log(gain))
        {
            Variance = share * share * branch.Variance + (2 * (byGate / gain) * (byGate / gain) + 4 * share * byCarry / gain) / Gate.FanIn,
            SizeNoise = square > 0 ? gate.Square * made.Square / square * (gate.Square * made.Square / square) * branch.SizeNoise : 0,
            Ways = [branch.AsWay("branch") with { Gain = Math.Sqrt(byBranch) }, new Way("gate", Math.Sqrt(byGate), []), new Way("carry", Math.Sqrt(byCarry), [])],
        };
    }
}
