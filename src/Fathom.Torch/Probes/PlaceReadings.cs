using Fathom.Ledger;

namespace Fathom.Torch.Probes;

/// <summary>Turns what the hooks saw into readings.</summary>
static class PlaceReadings
{
    /// <summary>One reading for each output of each call, in the order in which the calls returned.</summary>
    public static IReadOnlyList<PlaceReading> Of(ForwardTrace trace)
    {
        var readings = new List<PlaceReading>(trace.Calls.Count);
        foreach (var call in trace.Calls)
        {
            for (var output = 0; output < call.Outputs.Count; output++)
            {
                var slot = call.Outputs[output];
                readings.Add(new PlaceReading
                {
                    Name = call.Probe.Name,
                    Type = call.Probe.Type,
                    Kind = call.Probe.Kind,
                    Call = call.Number,
                    Output = output,
                    IsContainer = call.Probe.IsContainer,
                    Activation = slot.Activation,
                    Gradient = slot.Gradient,
                    GradientThroughTime = output == 0 && call.Sequence is { } sequence ? sequence.Norms : [],
                    Units = call.Probe.IsContainer ? null : slot.Units,
                });
            }
        }

        return readings;
    }
}
