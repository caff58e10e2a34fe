namespace Fathom.Torch.Guards;

/// <summary>What an entry of a snapshot is. The numbers stand in files.</summary>
enum SnapshotKind : byte
{
    Weight = 1,
    Buffer = 2,
    Memory = 3,
    Number = 4,
    RandomState = 5,
}
