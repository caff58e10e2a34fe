namespace Fathom.Lab.Modules;

/// <summary>How many numbers flow together into one output, and how many outputs one input flows into.</summary>
readonly record struct Fans(long In, long Out);
