using CsCheck;
using Fathom.Lab.Datasets.Images;

namespace Fathom.Lab.Tests.Datasets.Images;

public class AreaScalerTests
{
    [Fact]
    public void Averages_what_a_pixel_covers()
    {
        // Three pixels to two: each new one covers one old pixel and half of the middle one.
        Assert.Equal([(1 + 2 / 2f) / 1.5f, (2 / 2f + 4) / 1.5f], Scale(1, 3, 1, 2, [1, 2, 4]), Near);
        Assert.Equal([2.5f], Scale(2, 2, 1, 1, [1, 2, 3, 4]), Near);
        Assert.Equal([1, 1, 2, 2], Scale(1, 2, 1, 4, [1, 2]), Near);
        Assert.Equal([1, 2, 3, 4], Scale(2, 2, 2, 2, [1, 2, 3, 4]), Near);
    }

    [Fact]
    public void Keeps_the_mean_of_any_image() =>
        Gen.Select(Gen.Int[1, 30], Gen.Int[1, 30], Gen.Int[1, 30], Gen.Int[1, 30]).Sample((height, width, toHeight, toWidth) =>
        {
            var chance = new Random(height * 31 + width);
            var image = Enumerable.Range(0, height * width).Select(_ => chance.NextSingle()).ToArray();
            return Math.Abs(Scale(height, width, toHeight, toWidth, image).Average() - image.Average()) < 1e-5;
        }, iter: 300);

    static bool Near(float expected, float actual) => Math.Abs(expected - actual) < 1e-6;

    static float[] Scale(int height, int width, int toHeight, int toWidth, float[] image)
    {
        var scaled = new float[toHeight * toWidth];
        new AreaScaler(height, width, toHeight, toWidth).Scale(image, scaled);
        return scaled;
    }
}
