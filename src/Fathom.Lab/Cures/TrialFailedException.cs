namespace Fathom.Lab.Cures;

/// <summary>The recipe as it is could not be trained for a reason that lies neither in the recipe nor in its data.</summary>
/// <param name="message">What happened.</param>
public sealed class TrialFailedException(string message) : Exception(message);
