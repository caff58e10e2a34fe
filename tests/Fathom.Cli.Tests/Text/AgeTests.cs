using Fathom.Cli.Text;

namespace Fathom.Cli.Tests.Text;

public class AgeTests
{
    [Theory]
    [InlineData(-5, "now")]
    [InlineData(0.2, "now")]
    [InlineData(89, "89 s")]
    [InlineData(90, "1 min")]
    [InlineData(5399, "89 min")]
    [InlineData(5400, "1 h")]
    [InlineData(129_599, "35 h")]
    [InlineData(129_600, "1 d")]
    [InlineData(47_000_000, "543 d")]
    [InlineData(64_000_000, "2 y")]
    public void An_age_is_written_in_one_unit(double seconds, string text) => Assert.Equal(text, Age.Text(TimeSpan.FromSeconds(seconds)));

    [Theory]
    [InlineData("5m", 5.0 / 60)]
    [InlineData("12h", 12)]
    [InlineData("30d", 720)]
    [InlineData("2w", 336)]
    public void An_age_is_read_with_its_unit(string written, double hours) => Assert.Equal(TimeSpan.FromHours(hours), Age.Parse(written, out _));

    [Theory]
    [InlineData(0, "0 B")]
    [InlineData(999, "999 B")]
    [InlineData(1000, "1.0 kB")]
    [InlineData(999_960, "1.0 MB")]
    [InlineData(12_345_678, "12.3 MB")]
    [InlineData(5_000_000_000_000_000, "5000.0 TB")]
    public void A_size_has_the_unit_that_fits(long bytes, string text) => Assert.Equal(text, Size.Text(bytes));
}
