using Fathom.Ledger;

namespace Fathom.Lab.Experiments.ReferenceRules;

/// <summary>A rule that somebody else published, on the readings that Fathom's own diagnoses see.</summary>
/// <param name="Name">What it does, in a few words.</param>
/// <param name="Source">Who published it, and what stands in for numbers that no reading has.</param>
/// <param name="Meant">The illnesses that it was made for; empty: all.</param>
/// <param name="Flags">Whether it says that something is wrong in a step.</param>
sealed record ReferenceRule(string Name, string Source, IReadOnlyList<string> Meant, Func<StepReading, bool> Flags);
