using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Fathom.Statistics;

/// <summary>What this machine can do.</summary>
static class SimdLevels
{
    /// <summary>The widest level that this machine runs in hardware.</summary>
    public static SimdLevel Best { get; } =
        IsSupported(SimdLevel.Vector512) ? SimdLevel.Vector512
        : IsSupported(SimdLevel.Vector256) ? SimdLevel.Vector256
        : IsSupported(SimdLevel.Vector128) ? SimdLevel.Vector128
        : SimdLevel.Scalar;

    public static bool IsSupported(SimdLevel level) => level switch
    {
        SimdLevel.Vector512 => Avx512BW.IsSupported && Avx512Vbmi.IsSupported && Gfni.V512.IsSupported,
        SimdLevel.Vector256 => Avx2.IsSupported && Fma.IsSupported,
        SimdLevel.Vector128 => Vector128.IsHardwareAccelerated,
        _ => true,
    };
}
