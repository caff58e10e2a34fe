using Fathom.Diagnoses;
using Fathom.Guards;
using Fathom.Journal.Framing;
using Fathom.Runs;

namespace Fathom.Journal.Records;

/// <summary>Writes what is said of a run in words: findings, guard events, trials, the end.</summary>
static class WordEncoding
{
    public static void Write(WireWriter wire, int field, IReadOnlyList<Finding> findings)
    {
        wire.Begin(field);
        foreach (var finding in findings) Write(wire, 1, finding);
        wire.End();
    }

    public static void Write(WireWriter wire, int field, GuardEvent guard)
    {
        wire.Begin(field);
        wire.Field(1, guard.Step);
        wire.Field(2, guard.Guard);
        wire.Field(3, (int)guard.Action);
        wire.Field(4, guard.Sentence);
        foreach (var number in guard.Numbers) Write(wire, 5, number);
        wire.End();
    }

    public static void Write(WireWriter wire, int field, RunTrial trial)
    {
        wire.Begin(field);
        wire.Field(1, trial.Name);
        wire.Field(2, trial.State);
        wire.Field(3, trial.Steps);
        wire.Field(4, trial.Untreated);
        wire.Field(5, trial.Treated);
        wire.Field(6, trial.Reason);
        wire.End();
    }

    public static void Write(WireWriter wire, int field, RunEnd end)
    {
        wire.Begin(field);
        wire.Field(1, (int)end.Status);
        wire.Field(2, end.Step);
        wire.Field(3, end.Message);
        wire.End();
    }

    static void Write(WireWriter wire, int field, Finding finding)
    {
        wire.Begin(field);
        wire.Field(1, finding.Id);
        wire.Field(2, (int)finding.Severity);
        wire.Field(3, finding.Place);
        wire.Field(4, finding.Step);
        wire.Field(5, finding.Summary);
        wire.Field(6, finding.Confidence);
        wire.Field(7, finding.Meaning);
        foreach (var consequence in finding.Consequences) Write(wire, 8, consequence);
        foreach (var cause in finding.Causes)
        {
            wire.Begin(9);
            wire.Field(1, cause.Id);
            wire.Field(2, cause.Share);
            wire.Field(3, cause.Evidence);
            wire.End();
        }

        foreach (var evidence in finding.Evidence) Write(wire, 10, evidence);
        foreach (var treatment in finding.Treatments) wire.Present(11, treatment);
        wire.End();
    }

    static void Write(WireWriter wire, int field, Evidence evidence)
    {
        wire.Begin(field);
        wire.Field(1, evidence.Quantity);
        wire.Field(2, evidence.Value);
        wire.Field(3, evidence.Limit);
        wire.End();
    }
}
