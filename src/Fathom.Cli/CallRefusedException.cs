namespace Fathom.Cli;

/// <summary>The call, the recipe or its data is wrong; the message says what, where, what was expected and the remedy.</summary>
sealed class CallRefusedException(string message) : Exception(message);
