using Fathom.Journal.Framing;
using Fathom.Ledger;

namespace Fathom.Journal.Records;

/// <summary>Writes a step reading field by field; the numbers are those of <c>fathom.proto</c>.</summary>
static class ReadingEncoding
{
    public static void Write(WireWriter wire, StepReading reading)
    {
        wire.Field(1, reading.Step);
        wire.Field(2, reading.Loss);
        wire.Field(3, reading.LossWasRead);
        wire.Field(4, reading.LearningRate);
        for (var index = 0; index < reading.Places.Count; index++) Write(wire, reading.Places[index]);
        for (var index = 0; index < reading.Parameters.Count; index++) Write(wire, reading.Parameters[index]);
        foreach (var input in reading.Inputs)
        {
            wire.Begin(7);
            wire.Field(1, input.Values);
            wire.Field(2, input.SampleSpread);
            wire.End();
        }

        if (reading.Output is { } output) Write(wire, output);
        wire.Field(9, reading.Ledger.OutputNorm);
        foreach (var link in reading.Ledger.Links) Write(wire, 10, link);
        wire.Field(11, reading.ClipFactor);
        if (reading.LossScale != 1) wire.Field(12, reading.LossScale);
        if (reading.BeganWithOldGradients is { } old) wire.Present(13, old ? 1 : 0);
    }

    static void Write(WireWriter wire, PlaceReading place)
    {
        wire.Begin(5);
        wire.Field(1, place.Name);
        wire.Field(2, place.Type);
        wire.Field(3, (int)place.Kind);
        wire.Field(4, place.Call);
        wire.Field(5, place.Output);
        wire.Field(6, place.IsContainer);
        wire.Field(7, place.Activation);
        wire.Field(8, place.Gradient);
        if (place.Units is { } units)
        {
            wire.Begin(9);
            wire.Field(1, units.Units);
            wire.Field(2, units.Samples);
            wire.Field(3, units.SampleSpread);
            wire.Field(4, units.SaturatedShare);
            if (units.FlatUnits.Count > 0)
            {
                wire.Begin(5);
                foreach (var unit in units.FlatUnits) wire.Packed(unit);
                wire.End();
            }

            wire.End();
        }

        wire.Field(10, place.GradientThroughTime);
        wire.End();
    }

    static void Write(WireWriter wire, ParameterReading parameter)
    {
        wire.Begin(6);
        wire.Field(1, parameter.Name);
        wire.Field(2, parameter.Value);
        wire.Field(3, parameter.Gradient);
        if (parameter.Update is { } update)
        {
            wire.Begin(4);
            wire.Field(1, update.Change);
            wire.Field(2, update.Ratio);
            wire.Field(3, update.Lost);
            wire.Field(4, update.Pulled);
            wire.Field(5, update.Descent);
            wire.Field(6, update.Sampled);
            wire.End();
        }

        wire.Field(5, parameter.LearningRate);
        wire.Field(6, parameter.RequiresGradient);
        if (parameter.IsOwned is { } owned) wire.Present(7, owned ? 1 : 0);
        if (parameter.Type is { } type) wire.Present(8, (int)type);
        wire.Field(9, parameter.HasEqualRows);
        if (parameter.GradientType is { } gradient && gradient != parameter.Type) wire.Present(10, (int)gradient);
        wire.End();
    }

    static void Write(WireWriter wire, OutputReading output)
    {
        wire.Begin(8);
        wire.Field(1, output.Type);
        wire.Field(2, output.Columns);
        wire.Field(3, output.Rows);
        wire.Field(4, output.Minimum);
        wire.Field(5, output.Maximum);
        wire.Field(6, output.FarthestSumFromOne);
        wire.Field(7, output.GradientImbalance);
        wire.Field(8, output.SmallestPull);
        wire.Field(9, output.LargestPull);
        wire.Field(10, output.FarthestFromLogistic);
        wire.Field(11, output.CommonTarget);
        wire.Field(12, output.CommonTargetLoss);
        wire.End();
    }

    static void Write(WireWriter wire, int field, Link link)
    {
        wire.Begin(field);
        wire.Field(1, link.Name);
        wire.Field(2, (int)link.Kind);
        wire.Field(3, link.Gain);
        foreach (var way in link.Ways)
        {
            wire.Begin(4);
            wire.Field(1, way.Name);
            wire.Field(2, way.Gain);
            foreach (var inner in way.Links) Write(wire, 3, inner);
            wire.End();
        }

        wire.End();
    }
}
