using Fathom.Ledger;

namespace Fathom.Diagnoses;

/// <summary>What ails a training: every diagnosis asked, and what follows from something else folded under it.</summary>
public static class Diagnosis
{
    /// <summary>The findings that <paramref name="history"/> shows, the worst first and of equals the earliest; empty where nothing is wrong.</summary>
    /// <param name="history">What was read of the training.</param>
    /// <param name="diagnoses">Which illnesses are looked for; null: <see cref="AllDiagnoses.List"/>.</param>
    /// <param name="others">Findings from elsewhere, such as a monitor's about itself; they are ordered and folded with the rest.</param>
    public static IReadOnlyList<Finding> Of(ReadingHistory history, IReadOnlyList<IDiagnosis>? diagnoses = null, IEnumerable<Finding>? others = null)
    {
        ArgumentNullException.ThrowIfNull(history);
        var found = (diagnoses ?? AllDiagnoses.List).SelectMany(diagnosis => diagnosis.Examine(history)).Concat(others ?? []);
        return Folding.Of(found, Beginning.Of(history));
    }
}
