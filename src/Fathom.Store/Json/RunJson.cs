using System.Text.Json;
using Fathom.Runs;
using Fathom.Store.Exports;

namespace Fathom.Store.Json;

/// <summary>A run as JSON, schema <c>fathom.run/1</c>: the whole of it, or the same without its tables.</summary>
static class RunJson
{
    const int BytesBetweenFlushes = 1 << 16;

    static readonly RunTable[] Tables = [RunTable.Scalars, RunTable.Layers, RunTable.Parameters, RunTable.Ledger];

    public static void Write(Utf8JsonWriter json, RunView run)
    {
        json.WriteStartObject();
        json.WriteString("schema", "fathom.run/1");
        WriteHead(json, run);
        foreach (var table in Tables) WriteTable(json, ExportTable.Of(run, table));
        json.WriteEndObject();
    }

    /// <summary>The fields of a run that do not grow with it.</summary>
    public static void WriteHead(Utf8JsonWriter json, RunView run)
    {
        WriteManifest(json, run.Manifest);
        json.WriteString("folder", run.Folder);
        json.WriteString("status", RunRows.WordOf(run.Status));
        json.WriteNumber("step", run.Step);
        json.WriteString("lastRecord", run.LastRecord.UtcDateTime);
        json.WriteString("end", run.End?.Message);
        json.WriteString("recipe", run.Recipe.Length == 0 ? null : run.Recipe);
        json.WriteStartArray("findings");
        foreach (var finding in run.Findings) FindingJson.Write(json, finding);
        json.WriteEndArray();
        json.WriteNumber("guardEventCount", run.GuardEventCount);
        WriteTable(json, ExportTable.Of(run, RunTable.GuardEvents));
        WriteTable(json, ExportTable.Of(run, RunTable.Trials));
        json.WriteStartArray("damages");
        foreach (var damage in run.Damages)
        {
            json.WriteStartObject();
            json.WriteString("file", damage.File);
            json.WriteNumber("offset", damage.Offset);
            json.WriteString("sentence", damage.Sentence);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("notes");
        foreach (var note in run.Notes) json.WriteStringValue(note);
        json.WriteEndArray();
    }

    /// <summary>The fields id, name, kind, started, seed, plannedSteps, versions, machine and continues.</summary>
    public static void WriteManifest(Utf8JsonWriter json, RunManifest manifest)
    {
        json.WriteString("id", manifest.Id);
        json.WriteString("name", manifest.Name);
        json.WriteString("kind", manifest.Kind.ToString().ToLowerInvariant());
        json.WriteString("started", manifest.Started.UtcDateTime);
        WriteWhole(json, "seed", manifest.Seed);
        WriteWhole(json, "plannedSteps", manifest.PlannedSteps);
        json.WriteStartObject("versions");
        foreach (var (name, version) in manifest.Versions.OrderBy(version => version.Key, StringComparer.Ordinal)) json.WriteString(name, version);
        json.WriteEndObject();
        if (manifest.Machine is { } machine)
        {
            json.WriteStartObject("machine");
            json.WriteString("system", machine.System);
            json.WriteString("processor", machine.Processor);
            json.WriteNumber("cores", machine.Cores);
            json.WriteNumber("memoryBytes", machine.MemoryBytes);
            json.WriteEndObject();
        }
        else
        {
            json.WriteNull("machine");
        }

        json.WriteString("continues", manifest.Continues);
    }

    static void WriteTable(Utf8JsonWriter json, ExportTable table)
    {
        json.WriteStartArray(table.Name);
        foreach (var row in table.Rows)
        {
            json.WriteStartObject();
            foreach (var (index, column) in table.Columns.Index()) WriteValue(json, column.Name, row[index]);
            json.WriteEndObject();
            if (json.BytesPending > BytesBetweenFlushes) json.Flush();
        }

        json.WriteEndArray();
    }

    static void WriteValue(Utf8JsonWriter json, string name, object? value)
    {
        if (value is double number) json.WriteAmount(name, number);
        else if (value is long whole) json.WriteNumber(name, whole);
        else if (value is bool truth) json.WriteBoolean(name, truth);
        else json.WriteString(name, (string?)value);
    }

    static void WriteWhole(Utf8JsonWriter json, string name, long? whole)
    {
        if (whole is { } number) json.WriteNumber(name, number);
        else json.WriteNull(name);
    }
}
