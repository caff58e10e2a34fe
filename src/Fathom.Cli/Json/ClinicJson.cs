using System.Text.Json;
using Fathom.Lab.Experiments;

namespace Fathom.Cli.Json;

/// <summary>What the clinic adds to an experiment's JSON, as docs/json.md describes it.</summary>
static class ClinicJson
{
    public static void Write(Utf8JsonWriter json, ClinicReport report)
    {
        json.WriteNumber("seeds", report.Seeds);
        json.WriteAmount("detected", report.Detected);
        json.WriteAmount("rightCause", report.RightCause);
        json.WriteAmount("within20", report.Within20);
        json.WriteAmount("falseAlarms", report.FalseAlarms);
        json.WriteStartArray("tools");
        foreach (var tool in report.Tools) Write(json, tool);
        json.WriteEndArray();
        json.WriteStartArray("cases");
        foreach (var result in report.Cases) Write(json, result);
        json.WriteEndArray();
    }

    static void Write(Utf8JsonWriter json, ClinicTool tool)
    {
        json.WriteStartObject();
        json.WriteString("name", tool.Name);
        json.WriteString("source", tool.Source);
        json.WriteAmount("detected", tool.Detected);
        json.WriteAmount("detectedOfItsOwn", tool.DetectedOfItsOwn);
        json.WriteAmount("within20", tool.Within20);
        json.WriteAmount("falseAlarms", tool.FalseAlarms);
        json.WriteEndObject();
    }

    static void Write(Utf8JsonWriter json, ClinicCaseResult result)
    {
        json.WriteStartObject();
        json.WriteString("name", result.Name);
        json.WriteString("illness", result.Illness);
        json.WriteString("source", result.Source);
        json.WriteNumber("runs", result.Runs);
        json.WriteNumber("detected", result.Detected);
        json.WriteNumber("onlyNoted", result.OnlyNoted);
        json.WriteNumber("rightCause", result.RightCause);
        json.WriteNumber("within20", result.Within20);
        json.WriteNumber("falseAlarms", result.FalseAlarms);
        json.WriteAmount("medianStep", double.IsNaN(result.MedianStep) ? null : result.MedianStep);
        json.WriteAmount("learnt", double.IsFinite(result.Learnt) ? result.Learnt : null);
        json.WriteAmount("sisterLearnt", double.IsFinite(result.SisterLearnt) ? result.SisterLearnt : null);
        Write(json, "said", result.Said);
        Write(json, "untrue", result.Untrue);
        Write(json, "noted", result.Noted);
        Write(json, "mainCauses", result.MainCauses);
        json.WriteEndObject();
    }

    static void Write(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts) json.WriteStringValue(text);
        json.WriteEndArray();
    }
}
