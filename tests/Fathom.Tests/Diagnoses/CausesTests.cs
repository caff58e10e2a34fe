using Fathom.Diagnoses;
using Fathom.Ledger;

namespace Fathom.Tests.Diagnoses;

public class CausesTests
{
    [Fact]
    public void Shares_follow_the_decades_that_each_kind_takes()
    {
        var reading = Of(new Link("sigmoid1", LinkKind.Slope, 1e-3), new Link("linear1", LinkKind.Weight, 0.1), new Link("relu1", LinkKind.Slope, 10));

        var causes = Causes.OfDecades(reading, shrinking: true);

        Assert.Equal(["activation-slopes", "weight-scale"], causes.Select(cause => cause.Id));
        Assert.Equal(2.0 / 3, causes[0].Share, 1e-12);
        Assert.Equal(1.0 / 3, causes[1].Share, 1e-12);
    }

    [Fact]
    public void What_a_normalisation_undoes_is_no_cause_and_what_is_left_is_its_own()
    {
        // On the way back the normalisation comes first: it multiplies by 100, and the weights that it normalises by 0.02.
        var reading = Of(new Link("norm2", LinkKind.Norm, 100), new Link("linear2", LinkKind.Weight, 0.02), new Link("relu1", LinkKind.Slope, 0.7));

        var cause = Assert.Single(Causes.OfDecades(reading, shrinking: false));

        Assert.Equal("normalization", cause.Id);
        Assert.Contains("+0.3 decades", cause.Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public void Weights_without_a_normalisation_answer_for_themselves() =>
        Assert.Equal("weight-scale", Assert.Single(Causes.OfDecades(Of(new Link("relu2", LinkKind.Slope, 0.7), new Link("linear2", LinkKind.Weight, 3)), shrinking: false)).Id);

    [Theory]
    [InlineData(4, 0, 1)]
    [InlineData(4, 1, 0.75)]
    [InlineData(4, -2, 1)]
    [InlineData(4, 4, 0)]
    [InlineData(4, 9, 0)]
    [InlineData(4, double.NaN, 0)]
    public void Decades_that_came_after_the_first_reading_are_the_learning_rates(double now, double atFirst, double share)
    {
        var causes = Causes.OfDecades(Of(new Link("linear2", LinkKind.Weight, 1e4)), shrinking: false, now, atFirst);

        Assert.Equal(share, causes.Where(cause => cause.Id == "learning-rate").Sum(cause => cause.Share), 1e-12);
        Assert.Equal(1, causes.Sum(cause => cause.Share), 1e-12);
        Assert.DoesNotContain(causes, cause => cause.Share == 0);
    }

    [Fact]
    public void A_link_that_leaves_nothing_is_the_whole_cause_where_no_other_shrinks() =>
        Assert.Equal("activation-slopes", Assert.Single(Causes.OfDecades(Of(new Link("linear2", LinkKind.Weight, 2), new Link("relu1", LinkKind.Slope, 0)), shrinking: true)).Id);

    static StepReading Of(params Link[] links) => new() { Step = 5, Loss = 2, Ledger = new ChainLedger(links, 1) };
}
