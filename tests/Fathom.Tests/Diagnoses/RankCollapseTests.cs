using Fathom.Diagnoses;
using Fathom.Ledger;

namespace Fathom.Tests.Diagnoses;

public class RankCollapseTests
{
    readonly RankCollapse _diagnosis = new();

    [Fact]
    public void Sees_samples_that_have_become_alike_while_nothing_is_learnt()
    {
        var finding = Assert.Single(_diagnosis.Examine(Bodies.Lasting(Collapsing(0.4), 60, facts: Planned(100))));

        Assert.Equal(("rank-collapse", Severity.Error, "linear4", 50L), (finding.Id, finding.Severity, finding.Place, finding.Step));
        Assert.StartsWith("Of what samples differ at the input 2.6e-2 is left at linear4", finding.Summary, StringComparison.Ordinal);
        Assert.Equal("weight-scale", finding.Causes[0].Id);
        Assert.Equal(1, finding.Causes.Sum(cause => cause.Share), 1e-9);
    }

    [Fact]
    public void Sees_at_once_that_nothing_at_all_is_left() =>
        Assert.Equal(3, Assert.Single(_diagnosis.Examine(Bodies.Lasting(Collapsing(0.01), 3))).Step);

    [Fact]
    public void Takes_the_first_place_where_inputs_are_tokens() =>
        Assert.Contains("at linear1", Assert.Single(_diagnosis.Examine(Bodies.Lasting(Collapsing(0.02) with { Inputs = [] }, 25))).Summary, StringComparison.Ordinal);

    [Fact]
    public void Sees_a_loss_that_comes_down_to_the_baseline_and_no_further() =>
        Assert.Single(_diagnosis.Examine(Bodies.Lasting(Collapsing(0.4), 60, losses: step => Math.Log(10) + (5 * Math.Exp(-step / 2.0)), facts: Planned(100))));

    [Theory]
    [InlineData(1.0)]
    [InlineData(0.6)]
    [InlineData(0.57)]
    public void Stays_silent_where_samples_still_differ(double perLayer) => Assert.Empty(_diagnosis.Examine(Bodies.Lasting(Collapsing(perLayer), 60, facts: Planned(100))));

    [Theory]
    [InlineData(100)]
    [InlineData(10_000)]
    public void Counts_the_steps_that_differences_need(long steps)
    {
        // Behind four layers p⁴ of the input's spread is left.
        double Left(double share) => Math.Pow(share / Math.Sqrt(steps), 0.25);

        Assert.Single(_diagnosis.Examine(Bodies.Lasting(Collapsing(Left(0.09)), 3, facts: Planned(steps))));
        Assert.Empty(_diagnosis.Examine(Bodies.Lasting(Collapsing(Left(0.11)), 3, facts: Planned(steps))));
    }

    [Fact]
    public void Stays_silent_on_a_mean_that_sigmoids_add_and_biases_take_away()
    {
        var shallow = Bodies.Healthy("Sigmoid", depth: 2, loss: 2.35).WithPlaces("act2", place => place with { Units = place.Units! with { SampleSpread = 0.04 } });

        Assert.Empty(_diagnosis.Examine(Bodies.Lasting(shallow, 40)));
    }

    [Fact]
    public void Stays_silent_where_the_loss_falls() =>
        Assert.Empty(_diagnosis.Examine(Bodies.Lasting(Collapsing(0.3), 40, losses: step => 2.3 - (0.02 * step))));

    [Fact]
    public void Stays_silent_where_all_labels_are_the_same() =>
        Assert.Empty(_diagnosis.Examine(Bodies.Lasting(Collapsing(1e-3), 40, losses: step => 2.3 * Math.Exp(-step))));

    [Fact]
    public void Stays_silent_where_the_inputs_are_all_the_same() =>
        Assert.Empty(_diagnosis.Examine(Bodies.Lasting(Collapsing(0.3).WithInput(1, spread: 0), 40)));

    [Fact]
    public void Stays_silent_for_half_of_the_training_where_something_is_left() => Assert.Empty(_diagnosis.Examine(Bodies.Lasting(Collapsing(0.4), 49, facts: Planned(100))));

    [Fact]
    public void Stays_silent_where_the_training_is_long_enough_for_what_is_left() => Assert.Empty(_diagnosis.Examine(Bodies.Lasting(Collapsing(0.3), 60, facts: Planned(100_000))));

    [Fact]
    public void Stays_silent_on_samples_that_meet_and_part_again_while_the_loss_stands() =>
        Assert.Empty(_diagnosis.Examine(Bodies.History([.. Enumerable.Repeat(Collapsing(0.4), 40), .. Enumerable.Repeat(Collapsing(0.9), 20)], Planned(100))));

    [Fact]
    public void Stays_silent_where_units_were_not_read() =>
        Assert.Empty(_diagnosis.Examine(Bodies.Lasting(Bodies.Healthy().WithPlaces("", place => place with { Units = null }), 40)));

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(1e30)]
    public void Stands_spreads_of_any_kind(double perLayer) => Assert.Empty(_diagnosis.Examine(Bodies.Lasting(Collapsing(perLayer), 40)));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Refuses_a_share_that_is_no_fraction(double share) => Assert.Throws<ArgumentOutOfRangeException>(() => new RankCollapse { WaitingShare = share });

    static TrainingFacts Planned(long steps) => new() { PlannedSteps = steps, BaselineLoss = Math.Log(10) };

    /// <summary>Layers that each leave a share of the spread.</summary>
    static StepReading Collapsing(double perLayer) => Enumerable.Range(1, 4).Aggregate(
        Bodies.Healthy(loss: 2.35),
        (reading, layer) => reading
            .WithPlaces($"linear{layer}", place => place with { Units = place.Units! with { SampleSpread = 0.9 * Math.Pow(perLayer, layer) } })
            .WithPlaces($"act{layer}", place => place with { Units = place.Units! with { SampleSpread = 0.9 * Math.Pow(perLayer, layer) } }));
}
