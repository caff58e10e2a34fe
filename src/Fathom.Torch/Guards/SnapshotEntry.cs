using static TorchSharp.torch;

namespace Fathom.Torch.Guards;

/// <summary>One thing that a snapshot holds.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Tensor">Its numbers; null where it is one number, or where there was nothing to keep.</param>
/// <param name="Number">Its number.</param>
sealed record SnapshotEntry(SnapshotKind Kind, string Name, Tensor? Tensor, double Number);
