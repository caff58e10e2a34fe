using Fathom.Lab.Cures;

namespace Fathom.Lab.Tests.Cures;

public class CureBudgetTests
{
    [Fact]
    public void Is_ten_trainings_unless_said_otherwise() => Assert.Equal(5000, new CureBudget().StepsFor(500));

    [Theory]
    [InlineData("2x", 1000)]
    [InlineData("0.5x", 250)]
    [InlineData("777", 777)]
    public void Reads_trainings_and_steps(string text, long steps) => Assert.Equal(steps, CureBudget.Parse(text)!.StepsFor(500));

    [Theory]
    [InlineData("90s", 90)]
    [InlineData("10m", 600)]
    [InlineData("1.5h", 5400)]
    public void Reads_times(string text, double seconds) => Assert.Equal(TimeSpan.FromSeconds(seconds), CureBudget.Parse(text)!.Time);

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("0")]
    [InlineData("-1x")]
    [InlineData("0x")]
    [InlineData("ten")]
    [InlineData("10d")]
    [InlineData("NaNx")]
    public void Refuses_what_is_none(string text) => Assert.Null(CureBudget.Parse(text));
}
