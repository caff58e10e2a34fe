using Fathom.Diagnoses;
using Fathom.Guards;
using Fathom.Runs;

namespace Fathom.Journal.Records;

/// <summary>Reads what is said of a run in words.</summary>
static class WordDecoding
{
    public static IReadOnlyList<Finding> Read(Wire.Findings wire) => [.. wire.Findings_.Select(Read)];

    public static GuardEvent Read(Wire.GuardEvent wire) => new()
    {
        Step = wire.Step,
        Guard = wire.Guard,
        Action = (GuardAction)wire.Action,
        Sentence = wire.Sentence,
        Numbers = [.. wire.Numbers.Select(Read)],
    };

    public static RunTrial Read(Wire.Trial wire) => new()
    {
        Name = wire.Name,
        State = wire.State,
        Steps = wire.Steps,
        Untreated = wire.Untreated,
        Treated = wire.Treated,
        Reason = wire.Reason,
    };

    public static RunEnd Read(Wire.End wire) => new((RunStatus)wire.Status, wire.Step, wire.Message);

    static Finding Read(Wire.Finding wire) => new()
    {
        Id = wire.Id,
        Severity = (Severity)wire.Severity,
        Place = wire.Place,
        Step = wire.Step,
        Summary = wire.Summary,
        Confidence = wire.Confidence,
        Meaning = wire.Meaning,
        Consequences = [.. wire.Consequences.Select(Read)],
        Causes = [.. wire.Causes.Select(cause => new Cause(cause.Id, cause.Share, cause.Evidence))],
        Evidence = [.. wire.Evidence.Select(Read)],
        Treatments = [.. wire.Treatments],
    };

    static Evidence Read(Wire.Evidence wire) => new(wire.Quantity, wire.Value, wire.Limit);
}
