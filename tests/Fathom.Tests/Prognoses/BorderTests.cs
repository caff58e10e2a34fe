using Fathom.Prognoses;

namespace Fathom.Tests.Prognoses;

public class BorderTests
{
    [Theory]
    [InlineData(8, 0.921)]
    [InlineData(14, 0.971)]
    [InlineData(28, 0.992)]
    public void Zeros_around_an_image_take_this_from_a_convolution_of_three_by_three(int size, double factor)
    {
        var share = Border.Share(size, kernel: 3, padding: 1);

        Assert.Equal(factor, share * share, 5.1e-4);
        Assert.Equal((1 + 2 * Math.Cos(Math.PI / (size + 1))) / 3, share, 1e-11);
    }

    [Fact]
    public void Without_zeros_nothing_is_lost() => Assert.Equal(1, Border.Share(8, 3, 0));

    [Fact]
    public void A_larger_kernel_loses_more() => Assert.True(Border.Share(14, 5, 2) < Border.Share(14, 3, 1));

    [Fact]
    public void A_strided_window_loses_what_lies_outside() => Assert.Equal((2 + 3 * 3) / 12.0, Border.Share(8, 3, 1, stride: 2), 1e-12);
}
