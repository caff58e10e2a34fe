namespace Fathom.Torch.Tests.Guards;

/// <summary>What can go wrong in one step.</summary>
public enum Fault
{
    NaNInOneGradient,
    InfiniteLoss,
    CorruptBatch,
    RateTimesMillion,
    MemoryGoneNaN,
}
