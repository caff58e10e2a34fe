using System.Text.Json;
using Fathom.Lab.Experiments;

namespace Fathom.Cli.Json;

/// <summary>Experiments as JSON, as docs/json.md describes it.</summary>
static class ExperimentJson
{
    public static void Write(Utf8JsonWriter json, IExperiment experiment, ExperimentReport report)
    {
        json.WriteStartObject();
        json.WriteString("schema", "fathom.experiment/1");
        json.WriteString("name", report.Name);
        json.WriteString("question", experiment.Question);
        json.WriteString("quantity", report.Quantity);
        json.WriteBoolean("holds", report.Holds);
        json.WriteBoolean("interrupted", report.Interrupted);
        switch (report)
        {
            case ComparisonReport comparison: WriteRows(json, comparison); break;
            case ClinicReport clinic: ClinicJson.Write(json, clinic); break;
            case CuresReport cures: CuresJson.Write(json, cures); break;
            default: throw new NotSupportedException($"No JSON is known for {report.GetType().Name}.");
        }

        json.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter json, IEnumerable<IExperiment> experiments)
    {
        json.WriteStartObject();
        json.WriteString("schema", "fathom.experiments/1");
        json.WriteStartArray("experiments");
        foreach (var experiment in experiments)
        {
            json.WriteStartObject();
            json.WriteString("name", experiment.Name);
            json.WriteString("question", experiment.Question);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    static void WriteRows(Utf8JsonWriter json, ComparisonReport report)
    {
        json.WriteStartArray("rows");
        foreach (var row in report.Rows)
        {
            json.WriteStartObject();
            json.WriteString("setting", row.Setting);
            json.WriteAmount("expected", row.Expected);
            json.WriteAmount("measured", row.Measured);
            json.WriteAmount("tolerance", double.IsNaN(row.Tolerance) ? null : row.Tolerance);
            json.WriteBoolean("holds", row.Holds);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
