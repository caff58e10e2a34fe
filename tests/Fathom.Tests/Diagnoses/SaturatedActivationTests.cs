using Fathom.Diagnoses;
using Fathom.Ledger;

namespace Fathom.Tests.Diagnoses;

public class SaturatedActivationTests
{
    readonly SaturatedActivation _diagnosis = new();

    [Fact]
    public void Sees_layers_at_their_ends_that_take_a_decade()
    {
        var finding = Assert.Single(_diagnosis.Examine(Bodies.Lasting(Saturated("act", 0.9, 0.2))));

        Assert.Equal(("saturated-activation", Severity.Warning, "act1..act4", 3L), (finding.Id, finding.Severity, finding.Place, finding.Step));
        Assert.Equal("90% of the values of act1 (Tanh) stand where its slope is below a tenth of its greatest; over 4 such layers 1.6e-3 of the slopes' gain is left.", finding.Summary);
        Assert.Equal(("weight-scale", 1.0), (finding.Causes[0].Id, finding.Causes[0].Share));
    }

    [Fact]
    public void Is_an_error_where_nothing_has_been_learnt_for_long() =>
        Assert.Equal(Severity.Error, Assert.Single(_diagnosis.Examine(Bodies.Lasting(Saturated("act", 0.9, 0.2), 25))).Severity);

    [Fact]
    public void Measures_a_sigmoid_against_a_quarter()
    {
        Assert.Single(_diagnosis.Examine(Bodies.Lasting(Saturated("act1", 0.95, 0.02, "Sigmoid"))));
        Assert.Empty(_diagnosis.Examine(Bodies.Lasting(Saturated("act1", 0.6, 0.06, "Sigmoid"))));
    }

    [Fact]
    public void Blames_the_inputs_where_they_are_large() =>
        Assert.Equal("input-scale", Assert.Single(_diagnosis.Examine(Bodies.Lasting(Saturated("act1", 0.99, 0.05).WithInput(128)))).Causes[0].Id);

    [Fact]
    public void Blames_the_learning_rate_where_layers_were_not_saturated_at_first()
    {
        var history = Bodies.History([Bodies.Healthy("Tanh"), .. Enumerable.Repeat(Saturated("act", 0.9, 0.2), 3)]);

        Assert.Equal("learning-rate", Assert.Single(_diagnosis.Examine(history)).Causes[0].Id);
    }

    [Fact]
    public void Estimates_from_the_share_where_the_ledger_has_no_link() =>
        Assert.Single(_diagnosis.Examine(Bodies.Lasting(Saturated("act", 0.99, 1) with { Ledger = ChainLedger.Empty })));

    [Fact]
    public void Sees_slopes_that_leave_nothing() =>
        Assert.Contains("nothing of the slopes' gain", Assert.Single(_diagnosis.Examine(Bodies.Lasting(Saturated("act1", 1, 0)))).Summary, StringComparison.Ordinal);

    [Theory]
    [InlineData(0.1, 0.8)]
    [InlineData(0.4, 0.1)]
    [InlineData(0.7, 0.7)]
    [InlineData(0.9, 0.6)]
    [InlineData(double.NaN, 0.01)]
    public void Stays_silent_on_tanh_that_saturates_in_part(double share, double gain) => Assert.Empty(_diagnosis.Examine(Bodies.Lasting(Saturated("act", share, gain), 40)));

    [Fact]
    public void Stays_silent_on_a_trained_network_however_saturated() =>
        Assert.Empty(_diagnosis.Examine(Bodies.Lasting(Saturated("act", 0.9, 0.2), 40, losses: step => 2.3 * Math.Exp(-step / 10.0))));

    [Fact]
    public void Stays_silent_on_rectifiers() => Assert.Empty(_diagnosis.Examine(Bodies.Lasting(Saturated("act", 0.9, 0.01, "ReLU"), 40)));

    [Fact]
    public void Stays_silent_on_the_output_of_a_classifier()
    {
        var sure = Bodies.Healthy();
        sure = sure with { Places = [.. sure.Places, new PlaceReading { Name = "last", Type = "Sigmoid", Kind = LinkKind.Slope, Units = new UnitReading { Units = 1, Samples = 32, SaturatedShare = 1 } }] };

        Assert.Empty(_diagnosis.Examine(Bodies.Lasting(sure.WithGain("last", 1e-9), 40)));
    }

    [Fact]
    public void Stays_silent_on_gates_of_a_recurrent_layer()
    {
        var gated = Saturated("act", 0.99, 0.01, "Sigmoid").WithPlaces("act", place => place with { Name = $"lstm.{place.Name}" });
        gated = gated with { Places = [.. gated.Places, new PlaceReading { Name = "lstm", Type = "LstmCell", Kind = LinkKind.Recurrent, IsContainer = true }] };

        Assert.Empty(_diagnosis.Examine(Bodies.Lasting(gated, 40)));
    }

    [Fact]
    public void Stays_silent_on_a_spell_of_two_readings() =>
        Assert.Empty(_diagnosis.Examine(Bodies.History([.. Enumerable.Repeat(Saturated("act", 0.9, 0.2), 2), Bodies.Healthy("Tanh")])));

    [Theory]
    [InlineData(0)]
    [InlineData(double.NaN)]
    public void Refuses_a_share_that_is_no_fraction(double share) => Assert.Throws<ArgumentOutOfRangeException>(() => new SaturatedActivation { SaturatedShare = share });

    static StepReading Saturated(string name, double share, double gain, string type = "Tanh") =>
        Bodies.Healthy(type).WithPlaces(name, place => place with { Units = place.Units! with { SaturatedShare = share } }).WithGain(name, gain);
}
