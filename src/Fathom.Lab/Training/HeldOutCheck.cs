namespace Fathom.Lab.Training;

/// <summary>How a network did on the data held out, at some step of its training.</summary>
/// <param name="Step">After which step.</param>
/// <param name="Result">How it did.</param>
public sealed record HeldOutCheck(long Step, HeldOutResult Result);
