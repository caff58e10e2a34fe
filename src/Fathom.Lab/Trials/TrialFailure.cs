namespace Fathom.Lab.Trials;

/// <summary>Why a trial could not be run to its end.</summary>
/// <param name="Reason">In a sentence.</param>
/// <param name="IsRefusal">True where the recipe or its data was refused before the first step; false where something broke.</param>
public sealed record TrialFailure(string Reason, bool IsRefusal);
