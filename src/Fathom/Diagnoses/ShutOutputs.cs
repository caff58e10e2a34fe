using Fathom.Ledger;

namespace Fathom.Diagnoses;

/// <summary>Whether an output's last activation stands at its end for all samples, and lets nothing through that could bring it back.</summary>
static class ShutOutputs
{
    /// <summary>How near the end of a soft activation counts as there: a hundredth of its range, where its slope is a 25th of the greatest or less.</summary>
    const double Near = 0.01;

    /// <summary>True where all answers lie where the slope is exactly zero, or next to a soft end with the loss pulling all of them on.</summary>
    public static bool IsShut(StepReading reading)
    {
        if (reading.Output is not { } output || reading.Places.LastOrDefault(place => !place.IsContainer && place.Type == output.Type) is not { Gradient: { HasNonFinite: false, Norm: > 0 } gradient } place
            || place.Activation is not { Finite: > 0 } answers) return false;
        var (least, greatest) = Outputs.RangeOf(output.Type);
        return output.Type switch
        {
            "ReLU" => answers.Maximum <= 0,
            "ReLU6" or "Hardtanh" or "HardTanhModule" or "Hardsigmoid" => answers.Maximum <= least || answers.Minimum >= greatest,
            // A gradient below zero asks for more.
            "Sigmoid" or "Tanh" or "Softsign" => (answers.Minimum >= greatest - (Near * (greatest - least)) && gradient.Maximum < 0)
                || (answers.Maximum <= least + (Near * (greatest - least)) && gradient.Minimum > 0),
            _ => false,
        };
    }
}
