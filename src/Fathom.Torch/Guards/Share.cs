using System.Runtime.InteropServices;

namespace Fathom.Torch.Guards;

/// <summary>The pieces that one thread of a team reads first: those from <see cref="Next"/> on, before <see cref="End"/>.</summary>
/// <remarks>As large as two lines of a cache, so that no two threads count in the same one.</remarks>
[StructLayout(LayoutKind.Sequential, Size = 128)]
struct Share
{
    /// <summary>The first piece that nobody has taken yet.</summary>
    public int Next;

    /// <summary>The first piece of the next share.</summary>
    public int End;
}
