using Fathom.Ledger;

namespace Fathom.Tests;

/// <summary>Readings of a cell that was called once per time step.</summary>
static class TimeReadings
{
    /// <summary>A cell of which the gradient norms at its calls, in their order, are <paramref name="norms"/>; null where none arrived.</summary>
    public static StepReading Of(params double?[] norms) => Of("RnnCell", 1, norms);

    /// <summary>A cell of a type, in a step with a loss.</summary>
    public static StepReading Of(string type, double loss, params double?[] norms) => new()
    {
        Step = 1,
        Loss = loss,
        Places =
        [
            .. norms.Select((norm, call) => new PlaceReading
            {
                Name = "rnn1.cell", Type = type, Kind = LinkKind.Recurrent, Call = call, Gradient = norm is { } value ? Readings.Of(value) : null,
            }),
        ],
    };

    /// <summary>Norms that end in 1 and were multiplied by <paramref name="factor"/> at each step back.</summary>
    public static double?[] Falling(int steps, double factor) => [.. Enumerable.Range(0, steps).Select(step => (double?)Math.Pow(factor, steps - 1 - step))];
}
