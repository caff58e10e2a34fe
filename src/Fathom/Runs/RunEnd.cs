namespace Fathom.Runs;

/// <summary>How a run ended.</summary>
/// <param name="Status">Any but <see cref="RunStatus.Running"/>.</param>
/// <param name="Step">Steps done.</param>
/// <param name="Message">Why, in a sentence; empty where there is nothing to say.</param>
public sealed record RunEnd(RunStatus Status, long Step, string Message = "");
