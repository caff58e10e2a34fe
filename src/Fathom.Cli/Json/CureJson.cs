using System.Text.Json;
using Fathom.Lab.Cures;
using Fathom.Lab.Recipes;
using Fathom.Lab.Training;
using Fathom.Lab.Trials;

namespace Fathom.Cli.Json;

/// <summary>A search for a cure as JSON, as docs/json.md describes it.</summary>
static class CureJson
{
    public const string Schema = "fathom.cure/1";

    public static void Write(Utf8JsonWriter json, CureReport report, string? file, string? checkpoint, string? run = null)
    {
        json.WriteStartObject();
        json.WriteString("schema", Schema);
        json.WriteString("recipe", report.Recipe.Name);
        json.WriteNumber("seed", report.Recipe.Seed);
        json.WriteString("run", run);
        json.WriteString("inPlace", report.Start?.Checkpoint);
        json.WriteString("verdict", report.Verdict switch
        {
            CureVerdict.Healthy => "healthy", CureVerdict.Cured => "cured", CureVerdict.Interrupted => "interrupted", _ => "nothing-found",
        });
        json.WriteString("reason", report.Reason);
        json.WriteStartObject("cost");
        json.WriteNumber("steps", report.Steps);
        json.WriteNumber("trainings", report.Trainings);
        json.WriteEndObject();
        json.WritePropertyName("illness");
        if (report.Illness is { } illness) FindingJson.Write(json, illness);
        else json.WriteNullValue();
        WriteCure(json, report, file, checkpoint);
        json.WriteStartArray("candidates");
        foreach (var record in report.Candidates) WriteCandidate(json, report, record);
        json.WriteEndArray();
        json.WriteString("bestAttempt", report.BestAttempt?.Candidate.Change.Id);
        json.WriteEndObject();
    }

    static void WriteCure(Utf8JsonWriter json, CureReport report, string? file, string? checkpoint)
    {
        if (report.Proof is not { } proof)
        {
            json.WriteNull("cure");
            return;
        }

        json.WriteStartObject("cure");
        json.WriteString("id", proof.Candidate.Change.Id);
        json.WriteString("change", proof.Candidate.Change.Describe(report.Recipe));
        json.WriteString("code", proof.Candidate.Change.InCode(report.Recipe));
        json.WriteString("file", file);
        json.WriteString("checkpoint", checkpoint);
        json.WriteString("yaml", RecipeFile.Write(report.Cured!));
        json.WriteStartArray("diff");
        foreach (var line in report.Diff) json.WriteStringValue(line.ToString());
        json.WriteEndArray();
        WriteProof(json, proof);
        json.WriteStartArray("remaining");
        foreach (var finding in report.Remaining) FindingJson.Write(json, finding);
        json.WriteEndArray();
        WriteRun(json, "before", proof.Untreated[0]);
        WriteRun(json, "after", proof.Treated[0]);
        json.WriteEndObject();
    }

    static void WriteProof(Utf8JsonWriter json, Proof proof)
    {
        json.WriteStartObject("proof");
        json.WriteNumber("steps", proof.Steps);
        json.WriteString("metric", Name(proof.Metric));
        json.WriteStartArray("pairs");
        foreach (var pair in proof.Pairs) WritePair(json, pair);
        json.WriteEndArray();
        json.WriteAmount("meanGain", proof.Test?.MeanGain);
        json.WriteAmount("standardError", proof.Test?.StandardError);
        json.WriteAmount("probability", proof.Test?.Probability);
        json.WriteNumber("level", proof.Level);
        json.WriteEndObject();
    }

    static void WritePair(Utf8JsonWriter json, Pair pair)
    {
        json.WriteStartObject();
        json.WriteNumber("seed", pair.Seed);
        json.WriteAmount("untreated", pair.Untreated);
        json.WriteAmount("treated", pair.Treated);
        json.WriteAmount("baseline", pair.Baseline);
        json.WriteEndObject();
    }

    static void WriteRun(Utf8JsonWriter json, string name, Trial trial)
    {
        json.WriteStartObject(name);
        LedgerJson.Write(json, trial.Ledger, bands: []);
        json.WriteStartArray("losses");
        foreach (var loss in trial.Losses)
        {
            if (double.IsFinite(loss)) json.WriteNumberValue(loss);
            else json.WriteNullValue();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    static void WriteCandidate(Utf8JsonWriter json, CureReport report, CandidateRecord record)
    {
        json.WriteStartObject();
        json.WriteNumber("number", record.Candidate.Number);
        json.WriteString("id", record.Candidate.Change.Id);
        json.WriteString("change", record.Candidate.Change.Describe(report.Recipe));
        json.WriteString("standing", StandingWord.Of(record.Standing).Replace(' ', '-'));
        json.WriteString("reason", record.Reason);
        json.WriteNumber("steps", record.Steps);
        json.WriteAmount("expectedDecades", record.Candidate.Expectation?.After.Middle);
        json.WritePropertyName("pair");
        if (record.Pair is { } pair) WritePair(json, pair);
        else json.WriteNullValue();
        json.WritePropertyName("inherited");
        if (record.Trial?.Inheritance is { } inherited) WriteInheritance(json, inherited);
        else json.WriteNullValue();
        json.WriteEndObject();
    }

    static void WriteInheritance(Utf8JsonWriter json, Inheritance inherited)
    {
        json.WriteStartObject();
        json.WriteNumber("kept", inherited.Kept);
        json.WriteNumber("started", inherited.Started);
        json.WriteNumber("lost", inherited.Lost);
        json.WriteAmount("change", inherited.Change);
        json.WriteBoolean("isExact", inherited.IsExact);
        json.WriteEndObject();
    }

    static string Name(Metric metric) => metric switch { Metric.Loss => "loss", Metric.Misclassified => "misclassified", _ => "none" };
}
