using System.Text.Json;
using Fathom.Guards;
using Fathom.Lab.Training;

namespace Fathom.Cli.Json;

/// <summary>A whole training as JSON, as docs/json.md describes it.</summary>
static class TrainingJson
{
    public const string Schema = "fathom.training/1";

    public static void Write(Utf8JsonWriter json, TrainingReport report, string? run = null)
    {
        var examination = report.Examination;
        json.WriteStartObject();
        json.WriteString("schema", Schema);
        json.WriteString("recipe", examination.Recipe.Name);
        json.WriteNumber("seed", examination.Recipe.Seed);
        json.WriteString("run", run);
        json.WriteNumber("steps", examination.Steps);
        json.WriteNumber("plannedSteps", examination.Recipe.Training.Steps);
        json.WriteNumber("resumedFrom", report.ResumedFrom);
        json.WriteBoolean("interrupted", examination.Interrupted);
        json.WriteString("failure", report.Failure);
        json.WriteBoolean("weightsAreFinite", report.WeightsAreFinite);
        json.WriteString("gradientPath", examination.GradientPath);
        json.WriteNumber("readings", examination.History.Count);
        ExaminationJson.WriteLoss(json, examination.Loss);
        WriteHeldOut(json, report);
        WriteGuards(json, report);
        json.WriteStartObject("checkpoint");
        json.WriteString("file", report.CheckpointFile);
        if (report.CheckpointStep is { } step) json.WriteNumber("step", step);
        else json.WriteNull("step");
        json.WriteString("problem", report.CheckpointProblem);
        json.WriteEndObject();
        json.WriteStartArray("findings");
        foreach (var finding in examination.Findings) FindingJson.Write(json, finding);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    static void WriteHeldOut(Utf8JsonWriter json, TrainingReport report)
    {
        json.WriteStartArray("heldOut");
        foreach (var (step, result) in report.HeldOut)
        {
            json.WriteStartObject();
            json.WriteNumber("step", step);
            json.WriteAmount("loss", result.Loss);
            json.WriteAmount("accuracy", result.Accuracy);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    static void WriteGuards(Utf8JsonWriter json, TrainingReport report)
    {
        json.WriteStartObject("guards");
        json.WriteStartArray("names");
        foreach (var name in report.Guards) json.WriteStringValue(name);
        json.WriteEndArray();
        json.WriteNumber("skippedSteps", report.SkippedSteps);
        json.WriteStartArray("deeds");
        foreach (var (first, count, lastStep) in report.GuardTallies)
        {
            json.WriteStartObject();
            json.WriteString("guard", first.Guard);
            json.WriteString("action", Name(first.Action));
            json.WriteNumber("count", count);
            json.WriteNumber("firstStep", first.Step);
            json.WriteNumber("lastStep", lastStep);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("events");
        foreach (var happened in report.GuardEvents)
        {
            json.WriteStartObject();
            json.WriteNumber("step", happened.Step);
            json.WriteString("guard", happened.Guard);
            json.WriteString("action", Name(happened.Action));
            json.WriteString("sentence", happened.Sentence);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    static string Name(GuardAction action) => JsonNamingPolicy.KebabCaseLower.ConvertName(action.ToString());
}
