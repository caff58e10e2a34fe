using Fathom.Lab.Cures;

namespace Fathom.Lab.Tests.Cures;

public class StudentTTests
{
    [Theory]
    [InlineData(1, 6.3138, 0.05)]
    [InlineData(2, 2.9200, 0.05)]
    [InlineData(2, 4.3027, 0.025)]
    [InlineData(3, 3.1824, 0.025)]
    [InlineData(4, 2.1318, 0.05)]
    [InlineData(5, 4.0321, 0.005)]
    [InlineData(6, 3.1427, 0.01)]
    [InlineData(30, 1.6973, 0.05)]
    public void Agrees_with_the_printed_table(int degrees, double quantile, double tail)
    {
        Assert.Equal(tail, StudentT.UpperTail(quantile, degrees), 1e-5);
        Assert.Equal(1 - tail, StudentT.UpperTail(-quantile, degrees), 1e-5);
    }

    [Fact]
    public void Ends_at_nothing_and_at_everything()
    {
        Assert.Equal(0, StudentT.UpperTail(double.PositiveInfinity, 2));
        Assert.Equal(1, StudentT.UpperTail(double.NegativeInfinity, 2));
        Assert.Equal(0.5, StudentT.UpperTail(0, 7), 1e-12);
    }
}
