using Fathom.Ledger;

namespace Fathom.Diagnoses;

/// <summary>How much of the loss a step would remove to first order: r = descent / loss, where losses cannot be negative.</summary>
/// <remarks>
/// For any step d on any convex quadratic f with a minimum of 0 or more, Cauchy's inequality in the norm of its curvature gives
/// f(x+d) ≥ f(x)·(1 − r/2)²: r = 2 lands in the minimum at best, above 2 the step has passed it, and above 4 the loss of the same batch
/// rises. r = 1 is the step of Polyak (1969) for a minimum of 0.
/// </remarks>
static class PolyakRatio
{
    /// <summary>From here on a step goes beyond the minimum along its way.</summary>
    public const double Overshoots = 2;

    /// <summary>From here on a step raises the loss that it was to lower.</summary>
    public const double Climbs = 4;

    /// <summary>From here on a linear network's loss diverges instead of being thrown and coming back: four over the curvature (Lewkowycz et al. 2020).</summary>
    public const double BeyondLinearCatapult = 8;

    /// <summary>From here on ReLU networks were not seen to come back: twelve over the curvature, where 2/λ is stable (Lewkowycz et al. 2020).</summary>
    public const double BeyondCatapult = 24;

    /// <summary>r of a step; NaN where no update was measured, or the loss was no positive number.</summary>
    public static double Of(StepReading reading) => reading.Loss > 0 && double.IsFinite(reading.Loss) ? reading.Descent / reading.Loss : double.NaN;

    /// <summary>By how many decades r lies below a limit; NaN where it is unknown or the step climbs already to first order.</summary>
    public static double Below(StepReading reading, double limit) => Of(reading) is > 0 and var ratio ? Decades.Over(limit, ratio) : double.NaN;
}
