using Fathom.Statistics;

namespace Fathom.Torch.Probes;

/// <summary>How many bytes a number takes.</summary>
static class FloatBytes
{
    public static int Of(ElementType? type) => type switch { ElementType.Float64 => 8, ElementType.Float32 => 4, _ => 2 };
}
