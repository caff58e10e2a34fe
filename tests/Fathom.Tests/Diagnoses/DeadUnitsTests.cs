using Fathom.Diagnoses;
using Fathom.Ledger;

namespace Fathom.Tests.Diagnoses;

public class DeadUnitsTests
{
    readonly DeadUnits _diagnosis = new();

    [Fact]
    public void Needs_as_many_samples_as_its_error_rate_asks_for()
    {
        Assert.Equal(135, _diagnosis.NeededSamples);
        Assert.True(Math.Pow(1 - _diagnosis.RareShare, 135) <= _diagnosis.ErrorRate);
        Assert.True(Math.Pow(1 - _diagnosis.RareShare, 134) > _diagnosis.ErrorRate);
    }

    [Fact]
    public void Sees_a_layer_of_dead_units_that_cuts_off_all_before_it()
    {
        var finding = Assert.Single(_diagnosis.Examine(Bodies.Lasting(Dead("act3", 64).WithPlaces("linear1", NoGradient).WithPlaces("linear2", NoGradient).WithPlaces("linear3", NoGradient), 9)));

        Assert.Equal(("dead-units", Severity.Error, "act3", 5L), (finding.Id, finding.Severity, finding.Place, finding.Step));
        Assert.Equal("64 of 64 units of act3 (ReLU) have no slope for any of 160 samples.", finding.Summary);
        Assert.Equal("weight-scale", finding.Causes[0].Id);
    }

    [Fact]
    public void Warns_where_a_way_leads_around_the_dead_layer() =>
        Assert.Equal(Severity.Warning, Assert.Single(_diagnosis.Examine(Bodies.Lasting(Dead("act3", 64)))).Severity);

    [Fact]
    public void Warns_where_dead_units_take_a_decade_of_the_gradient()
    {
        var finding = Assert.Single(_diagnosis.Examine(Bodies.Lasting(Dead("act", 58))));

        Assert.Equal((Severity.Warning, "act1..act4"), (finding.Severity, finding.Place));
        // Four layers with 6 of 64 units alive: -0.5 log10(2 * 6/64) each.
        Assert.Equal(1.454, finding.Evidence[1].Value, 1e-3);
    }

    [Fact]
    public void Only_notes_dead_units_of_a_network_that_learns_without_them() =>
        Assert.Equal(Severity.Note, Assert.Single(_diagnosis.Examine(Bodies.Lasting(Dead("act", 58), 40, losses: step => 2.3 / step))).Severity);

    [Fact]
    public void Only_notes_a_single_layer_of_few_living_units() =>
        Assert.Equal(Severity.Note, Assert.Single(_diagnosis.Examine(Bodies.Lasting(Dead("act2", 50)))).Severity);

    [Fact]
    public void Blames_the_learning_rate_for_units_that_were_alive()
    {
        var history = Bodies.History([Bodies.Healthy(), .. Enumerable.Repeat(Dead("act2", 64), 5)]);

        var finding = Assert.Single(_diagnosis.Examine(history));

        Assert.Equal(("learning-rate", 1.0, 6L), (finding.Causes[0].Id, finding.Causes[0].Share, finding.Step));
        Assert.StartsWith("Restart with a learning rate ten times lower", finding.Treatments[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Blames_inputs_that_are_all_zero()
    {
        var cause = Assert.Single(_diagnosis.Examine(Bodies.Lasting(Dead("act3", 64).WithInput(0), 9))).Causes[0];

        Assert.Equal("input-scale", cause.Id);
        Assert.Contains("all inputs are zero", cause.Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public void Blames_large_inputs_for_units_that_were_born_dead() =>
        Assert.Equal("input-scale", Assert.Single(_diagnosis.Examine(Bodies.Lasting(Dead("act1", 64).WithInput(200)))).Causes[0].Id);

    [Theory]
    [InlineData(0.01, "rank-collapse")]
    [InlineData(0.8, "learning-rate")]
    public void Tells_units_that_die_of_samples_that_look_alike_from_those_that_a_step_killed(double spread, string cause)
    {
        StepReading Spread(StepReading reading) => reading.WithPlaces("linear3", place => place with { Units = place.Units! with { SampleSpread = spread } });

        var history = Bodies.History([Spread(Bodies.Healthy()), .. Enumerable.Repeat(Spread(Dead("act3", 64)), 6)]);

        Assert.Equal((cause, 1.0), (Assert.Single(_diagnosis.Examine(history)).Causes[0].Id, _diagnosis.Examine(history).Single().Causes[0].Share));
    }

    [Fact]
    public void Counts_a_shared_unit_only_where_all_calls_find_it_dead()
    {
        var called = Dead("act2", 64);
        var twice = called with { Places = [.. called.Places, called.Places[3] with { Call = 1, Units = new UnitReading { Units = 64, Samples = 32 } }] };

        Assert.Empty(_diagnosis.Examine(Bodies.Lasting(twice)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(6)]
    [InlineData(31)]
    [InlineData(47)]
    public void Stays_silent_where_more_than_a_quarter_of_the_units_is_alive(int dead) => Assert.Empty(_diagnosis.Examine(Bodies.Lasting(Dead("act", dead), 40)));

    [Fact]
    public void Stays_silent_on_units_that_are_rarely_alive()
    {
        // Every reading finds most of the units flat, but never the same ones.
        var readings = Enumerable.Range(0, 20).Select(step => Dead("act", 50, from: step * 14));

        Assert.Empty(_diagnosis.Examine(Bodies.History(readings)));
    }

    [Fact]
    public void Stays_silent_until_it_has_seen_enough_samples() => Assert.Empty(_diagnosis.Examine(Bodies.Lasting(Dead("act3", 64), 4)));

    [Fact]
    public void Stays_silent_on_units_that_came_back() =>
        Assert.Empty(_diagnosis.Examine(Bodies.History([.. Enumerable.Repeat(Dead("act3", 64), 9), Bodies.Healthy()])));

    [Fact]
    public void Stays_silent_on_an_output_that_answers_zero()
    {
        var output = Bodies.Healthy();
        output = output with { Places = [.. output.Places, new PlaceReading { Name = "last", Type = "ReLU", Kind = LinkKind.Slope, Units = new UnitReading { Units = 1, Samples = 32, FlatUnits = [0] } }] };

        Assert.Empty(_diagnosis.Examine(Bodies.Lasting(output)));
    }

    [Fact]
    public void Stays_silent_where_units_were_not_read() =>
        Assert.Empty(_diagnosis.Examine(Bodies.Lasting(Bodies.Healthy().WithPlaces("", place => place with { Units = null }))));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(double.NaN)]
    public void Refuses_an_error_rate_that_is_no_fraction(double rate) => Assert.Throws<ArgumentOutOfRangeException>(() => new DeadUnits { ErrorRate = rate });

    static StepReading Dead(string name, int count, int from = 0) => Bodies.Healthy().WithPlaces(name, place => place with
    {
        Units = place.Units! with { FlatUnits = [.. Enumerable.Range(from, count).Select(unit => unit % Bodies.Width).Order()] },
    });

    static PlaceReading NoGradient(PlaceReading place) => place with { Gradient = Bodies.Sized(0, 64) };
}
