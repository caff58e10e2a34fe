using CsCheck;
using Fathom.Pictures.Drawing;

namespace Fathom.Pictures.Tests.Drawing;

public sealed class OrderTests
{
    [Fact]
    public void Finds_what_sorting_finds() => Gen.Select(Gen.Int[-5, 5].Array[1, 60], Gen.Int[0, 59]).Sample((whole, place) =>
    {
        var numbers = Array.ConvertAll(whole, number => number / 2.0);
        var sorted = numbers.Order().ToArray();

        return Order.At(numbers, place % numbers.Length) == sorted[place % numbers.Length];
    }, seed: "0000KOIPZDF1", iter: 2_000);
}
