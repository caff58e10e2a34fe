using System.Text.Json;
using Fathom.Ledger;
using Fathom.Statistics;

namespace Fathom.Cli.Json;

/// <summary>What the probes saw in one step as JSON: the layers and the parameters.</summary>
static class ReadingJson
{
    public static void Write(Utf8JsonWriter json, StepReading? reading)
    {
        json.WriteStartArray("layers");
        foreach (var place in reading?.Places ?? []) WritePlace(json, place);
        json.WriteEndArray();
        json.WriteStartArray("parameters");
        foreach (var parameter in reading?.Parameters ?? []) WriteParameter(json, parameter);
        json.WriteEndArray();
    }

    static void WritePlace(Utf8JsonWriter json, PlaceReading place)
    {
        json.WriteStartObject();
        json.WriteString("name", place.Name);
        json.WriteString("type", place.Type);
        json.WriteString("kind", LedgerJson.Name(place.Kind));
        json.WriteNumber("call", place.Call);
        json.WriteNumber("output", place.Output);
        json.WriteBoolean("isContainer", place.IsContainer);
        WriteSummary(json, "activation", place.Activation);
        WriteSummary(json, "gradient", place.Gradient);
        json.WriteEndObject();
    }

    static void WriteParameter(Utf8JsonWriter json, ParameterReading parameter)
    {
        json.WriteStartObject();
        json.WriteString("name", parameter.Name);
        WriteSummary(json, "value", parameter.Value);
        WriteSummary(json, "gradient", parameter.Gradient);
        if (parameter.Update is { } update)
        {
            json.WriteStartObject("update");
            json.WriteAmount("ratio", update.Ratio);
            json.WriteNumber("lost", update.Lost);
            json.WriteNumber("pulled", update.Pulled);
            json.WriteAmount("lostShare", update.LostShare);
            json.WriteBoolean("sampled", update.Sampled);
            WriteSummary(json, "change", update.Change);
            json.WriteEndObject();
        }
        else
        {
            json.WriteNull("update");
        }

        json.WriteEndObject();
    }

    static void WriteSummary(Utf8JsonWriter json, string name, TensorSummary? summary)
    {
        if (summary is null)
        {
            json.WriteNull(name);
            return;
        }

        json.WriteStartObject(name);
        json.WriteNumber("count", summary.Count);
        json.WriteNumber("zeros", summary.Zeros);
        json.WriteNumber("nans", summary.NaNs);
        json.WriteNumber("positiveInfinities", summary.PositiveInfinities);
        json.WriteNumber("negativeInfinities", summary.NegativeInfinities);
        json.WriteAmount("norm", summary.Norm);
        json.WriteAmount("mean", summary.Mean);
        json.WriteAmount("rootMeanSquare", summary.RootMeanSquare);
        json.WriteAmount("minimum", double.IsNaN(summary.Minimum) ? null : summary.Minimum);
        json.WriteAmount("maximum", double.IsNaN(summary.Maximum) ? null : summary.Maximum);
        json.WriteAmount("smallestMagnitude", double.IsNaN(summary.SmallestMagnitude) ? null : summary.SmallestMagnitude);
        json.WriteEndObject();
    }
}
