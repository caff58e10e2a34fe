using Fathom.Ledger;

namespace Fathom.Diagnoses;

/// <summary>Whether an output's last activation stands at its end for all samples, and lets nothing through that could bring it back.</summary>
/// <remarks>
/// Answers within 0.01 of a soft end whose pulls all lead farther may be right: then their targets lie between them and the end. So near, no sample
/// costs more than −ln 0.99 = 0.01 in a logistic loss, and less in squares. A loss that is ten times what all numbers together can cost so comes from
/// targets outside.
/// </remarks>
static class ShutOutputs
{
    /// <summary>How near the end of a soft activation counts as there: a hundredth of its range, where its slope is a 25th of the greatest or less.</summary>
    const double Near = 0.01;

    /// <summary>The reading at which the latest run of readings in which the output was shut is long enough, in readings and in samples; null where it is not.</summary>
    public static StepReading? Since(IReadOnlyList<StepReading> readings, int repeats)
    {
        var (count, samples) = (0, 0L);
        // A rectifier may rest on a sample now and then: as many are asked for as make a unit dead.
        var needed = new DeadUnits().NeededSamples;
        var run = readings.Reverse().TakeWhile(IsShut).Reverse();
        foreach (var reading in run)
        {
            samples += reading.Output!.Rows;
            if (++count >= repeats && samples >= needed) return reading;
        }

        return null;
    }

    /// <summary>Ten times the most that a loss, even a sum, makes of answers so near their end, if all targets lie within the range.</summary>
    public static double MostWithin(OutputReading output) => 10 * -Math.Log(1 - Near) * output.Rows * output.Columns;

    static bool IsShut(StepReading reading)
    {
        if (reading.Output is not { } output || reading.Places.LastOrDefault(place => !place.IsContainer && place.Type == output.Type) is not { Gradient: { HasNonFinite: false, Norm: > 0 } gradient } place
            || place.Activation is not { Finite: > 0 } answers) return false;
        var (least, greatest) = Outputs.RangeOf(output.Type);
        return output.Type switch
        {
            "ReLU" => answers.Maximum <= 0,
            "ReLU6" or "Hardtanh" or "HardTanhModule" or "Hardsigmoid" => answers.Maximum <= least || answers.Minimum >= greatest,
            // A gradient below zero asks for more.
            "Sigmoid" or "Tanh" or "Softsign" => reading.Loss > MostWithin(output)
                && ((answers.Minimum >= greatest - (Near * (greatest - least)) && gradient.Maximum < 0) || (answers.Maximum <= least + (Near * (greatest - least)) && gradient.Minimum > 0)),
            _ => false,
        };
    }
}
