using System.Text.Json;
using Fathom.Cli.Commands;
using Fathom.Cli.Text;
using Fathom.Runs;

namespace Fathom.Cli.Json;

/// <summary>Runs as JSON: lists, one of them, and what was done with them.</summary>
static class RunsJson
{
    public static void WriteList(Utf8JsonWriter json, IReadOnlyList<RunEntry> runs, int found, RunsIndex index)
    {
        json.WriteStartObject();
        json.WriteString("schema", "fathom.runs/1");
        json.WriteString("folder", index.Folder);
        json.WriteString("store", index.Store.Place);
        json.WriteNumber("found", found);
        json.WriteStartArray("runs");
        foreach (var run in runs) Write(json, run);
        json.WriteEndArray();
        WriteProblems(json, index);
        json.WriteEndObject();
    }

    public static void WriteOne(Utf8JsonWriter json, RunEntry entry, RunView run)
    {
        json.WriteStartObject();
        json.WriteString("schema", "fathom.run/1");
        RunJson.WriteHead(json, run);
        WriteNumbers(json, entry);
        json.WriteEndObject();
    }

    /// <summary>A run whose folder is elsewhere.</summary>
    public static void WriteKnown(Utf8JsonWriter json, RunEntry entry, string elsewhere)
    {
        json.WriteStartObject();
        json.WriteString("schema", "fathom.run/1");
        json.WriteString("elsewhere", elsewhere);
        WriteFields(json, entry);
        json.WriteEndObject();
    }

    public static void WriteTags(Utf8JsonWriter json, RunEntry entry)
    {
        json.WriteStartObject();
        json.WriteString("schema", "fathom.runs-tag/1");
        json.WriteString("id", entry.Manifest.Id);
        WriteTagList(json, entry);
        json.WriteEndObject();
    }

    public static void WriteRebuilt(Utf8JsonWriter json, RunsIndex index)
    {
        json.WriteStartObject();
        json.WriteString("schema", "fathom.runs-rebuild/1");
        json.WriteString("folder", index.Folder);
        json.WriteString("store", index.Store.Place);
        json.WriteNumber("read", index.Report.Read);
        json.WriteNumber("removed", index.Report.Removed);
        WriteProblems(json, index);
        json.WriteEndObject();
    }

    public static void WriteDeleted(Utf8JsonWriter json, IReadOnlyList<RunEntry> deleted, IReadOnlyList<(RunEntry Run, string? Reason)> refused)
    {
        json.WriteStartObject();
        json.WriteString("schema", "fathom.runs-deleted/1");
        json.WriteNumber("bytes", deleted.Sum(run => run.Bytes));
        json.WriteStartArray("deleted");
        foreach (var run in deleted) WriteName(json, run, null);
        json.WriteEndArray();
        json.WriteStartArray("refused");
        foreach (var (run, reason) in refused) WriteName(json, run, reason);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    static void Write(Utf8JsonWriter json, RunEntry run)
    {
        json.WriteStartObject();
        WriteFields(json, run);
        json.WriteEndObject();
    }

    static void WriteFields(Utf8JsonWriter json, RunEntry run)
    {
        RunJson.WriteManifest(json, run.Manifest);
        json.WriteString("folder", run.Folder);
        json.WriteString("status", run.Status.ToString().ToLowerInvariant());
        json.WriteNumber("step", run.Step);
        json.WriteString("lastRecord", run.LastRecord.UtcDateTime);
        WriteNumbers(json, run);
    }

    /// <summary>The fields that only an index entry has.</summary>
    static void WriteNumbers(Utf8JsonWriter json, RunEntry run)
    {
        json.WriteAmount("loss", run.Sparkline.Count == 0 ? null : run.Loss);
        json.WriteAmount("heldOutLoss", double.IsNaN(run.HeldOutLoss) ? null : run.HeldOutLoss);
        json.WriteString("worstSeverity", run.WorstSeverity is { } severity ? FindingText.Name(severity) : null);
        json.WriteString("worstFinding", run.WorstFinding.Length == 0 ? null : run.WorstFinding);
        json.WriteStartArray("sparkline");
        foreach (var point in run.Sparkline)
        {
            if (double.IsFinite(point)) json.WriteNumberValue(point);
            else json.WriteNullValue();
        }

        json.WriteEndArray();
        WriteTagList(json, run);
        json.WriteNumber("bytes", run.Bytes);
        json.WriteString("problem", run.Problem.Length == 0 ? null : run.Problem);
    }

    static void WriteTagList(Utf8JsonWriter json, RunEntry run)
    {
        json.WriteStartArray("tags");
        foreach (var tag in run.Tags) json.WriteStringValue(tag);
        json.WriteEndArray();
    }

    static void WriteName(Utf8JsonWriter json, RunEntry run, string? reason)
    {
        json.WriteStartObject();
        json.WriteString("id", run.Manifest.Id);
        json.WriteString("name", run.Manifest.Name);
        json.WriteString("folder", run.Folder);
        json.WriteNumber("bytes", run.Bytes);
        if (reason is not null) json.WriteString("reason", reason);
        json.WriteEndObject();
    }

    static void WriteProblems(Utf8JsonWriter json, RunsIndex index)
    {
        json.WriteStartArray("problems");
        foreach (var problem in index.Report.Problems)
        {
            json.WriteStartObject();
            json.WriteString("folder", problem.Folder);
            json.WriteString("sentence", problem.Sentence);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
