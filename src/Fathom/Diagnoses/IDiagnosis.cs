using Fathom.Ledger;

namespace Fathom.Diagnoses;

/// <summary>The rule that recognises one illness: a pure function from readings to findings.</summary>
public interface IDiagnosis
{
    /// <summary>The illness's stable id: the rule's name in kebab case.</summary>
    string Id { get; }

    /// <summary>The findings that the readings show, or none.</summary>
    IEnumerable<Finding> Examine(ReadingHistory history);
}
