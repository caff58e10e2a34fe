using Fathom.Cli.Text;

namespace Fathom.Cli.Tests.Text;

public class NumberTests
{
    [Theory]
    [InlineData(1, "100 %")]
    [InlineData(0.999, "99.9 %")]
    [InlineData(0.999999, "99.99 %")]
    [InlineData(0.95, "95 %")]
    public void Only_certainty_is_a_hundred_percent(double confidence, string text) => Assert.Equal(text, Number.Confidence(confidence));

    [Theory]
    [InlineData(0, "1.0e+0")]
    [InlineData(-83.25, "5.6e-84")]
    [InlineData(-483.5, "3.2e-484")]
    [InlineData(30, "1.0e+30")]
    [InlineData(-0.0001, "1.0e+0")]
    [InlineData(-30, "1.0e-30")]
    [InlineData(double.NaN, "not a number")]
    public void Powers_of_ten_are_right_beyond_the_ends_of_a_double(double decades, string text) => Assert.Equal(text, Number.PowerOfTen(decades));

    [Theory]
    [InlineData(0.61, "0.61")]
    [InlineData(1e-30, "1.0e-30")]
    [InlineData(1e30, "1.0e+30")]
    [InlineData(double.Epsilon, "4.9e-324")]
    [InlineData(double.PositiveInfinity, "infinite")]
    public void Factors_are_short(double factor, string text) => Assert.Equal(text, Number.Factor(factor));

    [Theory]
    [InlineData(128, "128")]
    [InlineData(0.02, "0.02")]
    [InlineData(3.4e-19, "3.4e-19")]
    [InlineData(double.NaN, "not a number")]
    [InlineData(double.NegativeInfinity, "minus infinite")]
    public void Amounts_have_three_digits(double amount, string text) => Assert.Equal(text, Number.Amount(amount));

    [Theory]
    [InlineData(-0.001, "0.00")]
    [InlineData(-0.62, "-0.62")]
    [InlineData(0.5, "+0.50")]
    public void Decades_have_their_sign_and_no_negative_zero(double decades, string text) => Assert.Equal(text, Number.Decades(decades));
}
