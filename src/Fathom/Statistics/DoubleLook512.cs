using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Fathom.Statistics;

/// <summary>Second looks at a block of float64.</summary>
static unsafe class DoubleLook512
{
    public static int CountBetween(byte* start, int count, double low, double high)
    {
        var vectorised = count & ~7;
        return Vectors((double*)start, vectorised, low, high)
            + ScalarLook.CountBetween<Float64Element>(start + ((nint)vectorised * sizeof(double)), count - vectorised, low, high);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static int Vectors(double* start, int count, double low, double high)
    {
        var found = 0;
        for (var i = 0; i < count; i += 8)
        {
            var magnitude = Vector512.Abs(Vector512.Load(start + i));
            var inside = Vector512.GreaterThan(magnitude, Vector512.Create(low))
                & Vector512.LessThanOrEqual(magnitude, Vector512.Create(high));
            found += BitOperations.PopCount(inside.ExtractMostSignificantBits());
        }

        return found;
    }
}
