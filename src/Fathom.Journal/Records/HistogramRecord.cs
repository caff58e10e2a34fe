using Fathom.Journal.Framing;
using Fathom.Ledger;
using Fathom.Statistics;

namespace Fathom.Journal.Records;

/// <summary>Writes weights and gradients of a reading as TensorBoard's histograms: of the decades, log10 |x|, for that is what a summary counts.</summary>
static class HistogramRecord
{
    static readonly double Binade = Math.Log10(2);

    /// <summary>One record with all histograms of the reading.</summary>
    public static void Write(WireWriter wire, double time, StepReading reading)
    {
        wire.BeginRecord();
        wire.Field(1, time);
        wire.Field(2, reading.Step);
        wire.Begin(5);
        foreach (var parameter in reading.Parameters)
        {
            Write(wire, "gradient-decades/", parameter.Name, parameter.Gradient);
            Write(wire, "weight-decades/", parameter.Name, parameter.Value);
        }

        wire.End();
        wire.EndRecord();
    }

    static void Write(WireWriter wire, string kind, string name, TensorSummary? summary)
    {
        if (summary is null || summary.Exponents.Last < summary.Exponents.First) return;
        var exponents = summary.Exponents;
        wire.Begin(1);
        wire.Present(1, kind + name);
        wire.Begin(5);
        wire.Field(1, exponents.First * Binade);
        wire.Field(2, (exponents.Last + 1) * Binade);
        var (count, sum, squares) = (0L, 0.0, 0.0);
        for (var exponent = exponents.First; exponent <= exponents.Last; exponent++)
        {
            var middle = (exponent + 0.5) * Binade;
            count += exponents[exponent];
            sum += exponents[exponent] * middle;
            squares += exponents[exponent] * middle * middle;
        }

        wire.Field(3, (double)count);
        wire.Field(4, sum);
        wire.Field(5, squares);
        wire.Begin(6);
        for (var exponent = exponents.First; exponent <= exponents.Last; exponent++) wire.Packed((exponent + 1) * Binade);
        wire.End();
        wire.Begin(7);
        for (var exponent = exponents.First; exponent <= exponents.Last; exponent++) wire.Packed((double)exponents[exponent]);
        wire.End();
        wire.End();
        wire.End();
    }
}
