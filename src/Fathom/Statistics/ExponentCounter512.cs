using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Fathom.Statistics;

/// <remarks>
/// Sixteen classes at a time: a table lookup turns each byte into one set bit out of sixteen, and carry-save adders
/// (Harley and Seal; Muła, Kurz and Lemire 2018) count 64 columns of such bits at once.
/// </remarks>
static unsafe class ExponentCounter512
{
    public const int Columns = 2 * Planes * 8;
    const ulong OneBitEach = 0x8040201008040201;
    const int Classes = 16, FewVectors = 4, FewClasses = 48, FewLeft = 256, Planes = 7;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Count(byte* exponents, int padded, int low, int high, long* counts, ulong* columns)
    {
        if (padded <= FewVectors * 64 && high - low < FewClasses) return CountEach(exponents, padded, low, high, counts);

        var rounded = (padded + 511) & ~511;
        new Span<byte>(exponents + padded, rounded - padded).Clear();
        var found = 0;
        for (var top = high; ;)
        {
            found += CountBelow(exponents, rounded, top, low, counts, columns);
            top -= Classes;
            if (top < low) return found;

            var left = CountBetween(exponents, padded, low, top);
            if (left <= FewLeft) return found + CountOneByOne(exponents, padded, low, top, counts);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static int CountEach(byte* exponents, int padded, int low, int high, long* counts)
    {
        var found = 0;
        for (var e = low; e <= high; e++)
        {
            var here = 0;
            for (var i = 0; i < padded; i += 64)
                here += BitOperations.PopCount(Between(exponents + i, e, e));
            counts[e] += here;
            found += here;
        }

        return found;
    }

    /// <summary>Counts the sixteen classes from <paramref name="top"/> downwards, but none below <paramref name="low"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static int CountBelow(byte* exponents, int rounded, int top, int low, long* counts, ulong* columns)
    {
        var tops = Vector512.Create((byte)top);
        var nearBits = Vector512.Create(OneBitEach, 0, OneBitEach, 0, OneBitEach, 0, OneBitEach, 0).AsByte();
        var farBits = Vector512.Create(0, OneBitEach, 0, OneBitEach, 0, OneBitEach, 0, OneBitEach).AsByte();
        Vector512<byte> n1 = default, n2 = default, n4 = default, n8 = default, n16 = default, n32 = default, n64 = default;
        Vector512<byte> f1 = default, f2 = default, f4 = default, f8 = default, f16 = default, f32 = default, f64 = default;

        for (var i = 0; i < rounded; i += 512)
        {
            var at = exponents + i;
            var d0 = Distances(at, tops);
            var d1 = Distances(at + 64, tops);
            var d2 = Distances(at + 128, tops);
            var d3 = Distances(at + 192, tops);
            var d4 = Distances(at + 256, tops);
            var d5 = Distances(at + 320, tops);
            var d6 = Distances(at + 384, tops);
            var d7 = Distances(at + 448, tops);
            var nearEights = Eight(nearBits, d0, d1, d2, d3, d4, d5, d6, d7, ref n1, ref n2, ref n4);
            var farEights = Eight(farBits, d0, d1, d2, d3, d4, d5, d6, d7, ref f1, ref f2, ref f4);
            Add(ref n64, Add(ref n32, Add(ref n16, Add(ref n8, nearEights))));
            Add(ref f64, Add(ref f32, Add(ref f16, Add(ref f8, farEights))));
        }

        Store(columns, n1, n2, n4, n8, n16, n32, n64);
        Store(columns + (Planes * 8), f1, f2, f4, f8, f16, f32, f64);
        var found = Sum(columns, Math.Min(8, top - low + 1), counts + top);
        return top - low < 8 ? found : found + Sum(columns + (Planes * 8), Math.Min(8, top - low - 7), counts + top - 8);
    }

    /// <summary>How far below the top each byte is; from 16 on its highest bit is set, which the lookup turns into no bit.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector512<byte> Distances(byte* at, Vector512<byte> tops) =>
        Avx512BW.AddSaturate(tops - Vector512.Load(at), Vector512.Create((byte)0x70));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector512<byte> Eight(
        Vector512<byte> bits, Vector512<byte> d0, Vector512<byte> d1, Vector512<byte> d2, Vector512<byte> d3,
        Vector512<byte> d4, Vector512<byte> d5, Vector512<byte> d6, Vector512<byte> d7,
        ref Vector512<byte> ones, ref Vector512<byte> twos, ref Vector512<byte> fours)
    {
        var twosA = Add(ref ones, Avx512BW.Shuffle(bits, d0), Avx512BW.Shuffle(bits, d1));
        var twosB = Add(ref ones, Avx512BW.Shuffle(bits, d2), Avx512BW.Shuffle(bits, d3));
        var foursA = Add(ref twos, twosA, twosB);
        twosA = Add(ref ones, Avx512BW.Shuffle(bits, d4), Avx512BW.Shuffle(bits, d5));
        twosB = Add(ref ones, Avx512BW.Shuffle(bits, d6), Avx512BW.Shuffle(bits, d7));
        return Add(ref fours, foursA, Add(ref twos, twosA, twosB));
    }

    /// <summary>One column of a carry-save adder: keeps the sum's bit and returns the carry.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector512<byte> Add(ref Vector512<byte> plane, Vector512<byte> one, Vector512<byte> other)
    {
        const byte majority = 0xE8, parity = 0x96;
        var carry = Avx512F.TernaryLogic(plane, one, other, majority);
        plane = Avx512F.TernaryLogic(plane, one, other, parity);
        return carry;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector512<byte> Add(ref Vector512<byte> plane, Vector512<byte> one)
    {
        var carry = plane & one;
        plane ^= one;
        return carry;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Store(
        ulong* columns, Vector512<byte> p1, Vector512<byte> p2, Vector512<byte> p4, Vector512<byte> p8,
        Vector512<byte> p16, Vector512<byte> p32, Vector512<byte> p64)
    {
        Transposed(p1).Store(columns);
        Transposed(p2).Store(columns + 8);
        Transposed(p4).Store(columns + 16);
        Transposed(p8).Store(columns + 24);
        Transposed(p16).Store(columns + 32);
        Transposed(p32).Store(columns + 40);
        Transposed(p64).Store(columns + 48);
    }

    /// <summary>Element k holds bit k of all 64 bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector512<ulong> Transposed(Vector512<byte> plane)
    {
        // An affine transform of the unit matrix by each 8 bytes is their transpose, rows reversed, which no count minds.
        var bits = Gfni.V512.GaloisFieldAffineTransform(Vector512.Create(OneBitEach).AsByte(), plane, 0);
        var columnwise = Vector512.Create(
            (byte)0, 8, 16, 24, 32, 40, 48, 56, 1, 9, 17, 25, 33, 41, 49, 57,
            2, 10, 18, 26, 34, 42, 50, 58, 3, 11, 19, 27, 35, 43, 51, 59,
            4, 12, 20, 28, 36, 44, 52, 60, 5, 13, 21, 29, 37, 45, 53, 61,
            6, 14, 22, 30, 38, 46, 54, 62, 7, 15, 23, 31, 39, 47, 55, 63);
        return Avx512Vbmi.PermuteVar64x8(bits, columnwise).AsUInt64();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static int Sum(ulong* columns, int classes, long* topDown)
    {
        var found = 0;
        for (var k = 0; k < classes; k++)
        {
            var here = 0;
            for (var plane = 0; plane < Planes; plane++) here += BitOperations.PopCount(columns[(plane * 8) + k]) << plane;
            topDown[-k] += here;
            found += here;
        }

        return found;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static int CountBetween(byte* exponents, int padded, int low, int high)
    {
        var found = 0;
        for (var i = 0; i < padded; i += 64) found += BitOperations.PopCount(Between(exponents + i, low, high));
        return found;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static int CountOneByOne(byte* exponents, int padded, int low, int high, long* counts)
    {
        var found = 0;
        for (var i = 0; i < padded; i += 64)
        {
            for (var left = Between(exponents + i, low, high); left != 0; left &= left - 1, found++)
                counts[exponents[i + BitOperations.TrailingZeroCount(left)]]++;
        }

        return found;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static ulong Between(byte* at, int low, int high) =>
        Vector512.LessThanOrEqual(Vector512.Load(at) - Vector512.Create((byte)low), Vector512.Create((byte)(high - low)))
            .ExtractMostSignificantBits();
}
