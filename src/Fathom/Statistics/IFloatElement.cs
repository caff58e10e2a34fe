using System.Runtime.Intrinsics;

namespace Fathom.Statistics;

/// <summary>A way of storing numbers that float32 holds exactly.</summary>
unsafe interface IFloatElement : IElement
{
    static abstract Vector128<float> Load128(byte* start, int index);

    static abstract Vector256<float> Load256(byte* start, int index);

    static abstract Vector512<float> Load512(byte* start, int index);

    /// <summary>The 8 values from <paramref name="index"/> on; <paramref name="loaded"/> holds them as float32.</summary>
    static abstract Vector512<double> Widen512(byte* start, int index, Vector256<float> loaded);
}
