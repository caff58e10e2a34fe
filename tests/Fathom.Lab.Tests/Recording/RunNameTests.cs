using Fathom.Lab.Recording;

namespace Fathom.Lab.Tests.Recording;

public class RunNameTests
{
    static readonly DateTimeOffset Started = new(2026, 11, 22, 23, 5, 1, TimeSpan.FromHours(2));

    [Theory]
    [InlineData("deep-sigmoid", "20261122-210501-deep-sigmoid-1f3a9c07")]
    [InlineData("../../etc/passwd", "20261122-210501-etc-passwd-1f3a9c07")]
    [InlineData("Mein Netz (2)", "20261122-210501-mein-netz-2-1f3a9c07")]
    [InlineData("  ", "20261122-210501-run-1f3a9c07")]
    public void A_recipes_name_is_text_and_never_a_path(string name, string folder) =>
        Assert.Equal(folder, RunName.Of(name, Started, "0198c2d4-0000-7000-8000-00001f3a9c07"));

    [Fact]
    public void A_long_name_is_cut() => Assert.InRange(RunName.Of(new string('x', 500), Started, "0198c2d4-0000-7000-8000-00001f3a9c07").Length, 0, 80);
}
