using Fathom.Web.Lab;

namespace Fathom.Web.Tests.Lab;

public sealed class LabLimitsTests
{
    readonly LabLimits _limits = new();

    [Fact]
    public void Let_the_usual_through() => Assert.Null(_limits.Refusal(new()));

    [Theory]
    [InlineData("data=digits&depth=60&width=256", "make it narrower or shallower")]
    [InlineData("data=digits&depth=20&width=128&batch=512&steps=5000", "fewer steps, a smaller batch or a smaller network")]
    [InlineData("depth=60&width=8&batch=8&steps=5000", "")]
    [InlineData("data=adding&time=150&stack=3&width=16&batch=8&steps=5000", "a shorter sequence")]
    public void Say_what_would_make_it_small_enough(string query, string remedy)
    {
        var refusal = _limits.Refusal(LabUrl.Read(query).State);

        if (remedy.Length == 0) Assert.Null(refusal);
        else Assert.Contains(remedy, refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void Hold_whatever_a_link_asks_for() =>
        CsCheck.Check.Sample(States.Any, state => _limits.Refusal(state) is not null || LabRecipe.Of(state).Network.ParameterCount <= _limits.MostParameters, iter: 100);
}
