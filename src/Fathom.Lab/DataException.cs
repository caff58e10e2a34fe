namespace Fathom.Lab;

/// <summary>Data is missing, damaged, or does not fit the network; the message says what, where, and what to do.</summary>
/// <param name="message">One or two sentences for the user.</param>
public sealed class DataException(string message) : Exception(message);
