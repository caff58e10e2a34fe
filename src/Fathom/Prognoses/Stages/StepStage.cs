using Fathom.Ledger;

namespace Fathom.Prognoses;

/// <summary>One time step of a plain recurrent layer: h' = φ(W h + U x + b).</summary>
/// <param name="Name">The place's name.</param>
/// <param name="Function">The activation.</param>
/// <param name="InputGain">fan-in times the variance of one weight of U.</param>
/// <param name="RecurrentGain">σ_w²: the units times the variance of one weight of W.</param>
/// <param name="BiasSquare">The mean square of the biases.</param>
sealed record StepStage(string Name, ActivationFunction Function, double InputGain, double RecurrentGain, double BiasSquare) : Stage(Name)
{
    public override LinkKind Kind => LinkKind.Recurrent;

    public override bool Learns => true;

    /// <summary>Which step it is, from 0; the first reads the input's signal, the others the state's.</summary>
    public int Time { get; init; }

    /// <summary>How many steps there are.</summary>
    public int Steps { get; init; } = 1;

    /// <summary>Whether every step's state is heard above, not only the last one's.</summary>
    public bool Hears { get; init; }

    /// <summary>How many units the state has.</summary>
    public double Width { get; init; } = double.PositiveInfinity;

    public bool IsOrthogonal { get; init; }

    // Chen, Pennington and Schoenholz (2018), equations 5-8: as in a plain network, with the input's drive as biases. Where every state
    // is heard, 1 + χ + χ² + … of the gradient is there, and one more step back adds what that step hears itself.
    public override Passage Pass(Signal signal)
    {
        var isFirst = Time == 0;
        var (drive, driveProduct) = isFirst
            ? (InputGain * signal.Square + BiasSquare, InputGain * signal.Product + BiasSquare)
            : (signal.Drive, signal.DriveProduct);
        var sum = isFirst
            ? new Signal(drive, 0, driveProduct) { ProductSlope = InputGain * signal.ProductSlope }
            : new Signal(RecurrentGain * signal.Square + drive, 0, RecurrentGain * signal.Product + driveProduct) { ProductSlope = RecurrentGain * signal.ProductSlope };
        var passage = new SlopeStage(Name, Function, Width).Pass(sum with { IsNormal = true });
        var chain = (isFirst ? InputGain : RecurrentGain) * Math.Exp(passage.LogGain);
        var heard = Hears && !isFirst ? 1 / Heard(chain, Steps - Time) : 0;
        return passage with
        {
            Output = passage.Output with { Drive = drive, DriveProduct = driveProduct },
            LogGain = Math.Log(chain + heard),
            Variance = passage.Variance + (IsOrthogonal ? 0 : 2 / Width),
            Moments = null,
        };
    }

    /// <summary>1 + χ + … + χ^(steps - 1).</summary>
    public static double Heard(double multiplier, int steps) =>
        Math.Abs(multiplier - 1) < 1e-9 ? steps : (Math.Pow(multiplier, steps) - 1) / (multiplier - 1);
}
