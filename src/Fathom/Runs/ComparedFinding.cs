using Fathom.Diagnoses;

namespace Fathom.Runs;

/// <summary>One illness in two runs, what follows from others included; where a run has it at several places, the gravest.</summary>
/// <param name="Id">The illness.</param>
/// <param name="Left">The first run's finding; null where it has none.</param>
/// <param name="Right">The second run's finding; null where it has none.</param>
public sealed record ComparedFinding(string Id, Finding? Left, Finding? Right);
