using CsCheck;
using Fathom.Web.Lab;

namespace Fathom.Web.Tests.Lab;

public sealed class LabOutlookTests
{
    [Fact]
    public void Has_a_verdict_and_a_column_for_every_layer_or_step_of_any_state() =>
        States.Any.Sample(
            state =>
            {
                var outlook = LabOutlook.Of(state);

                Assert.NotEmpty(outlook.Verdict);
                Assert.Equal((state.IsSequence ? state.Length : state.Depth) + 1, outlook.Profile.Count);
            },
            iter: 60);

    [Fact]
    public void Knows_what_twenty_sigmoids_leave()
    {
        // docs/theory.md: 0.0200 of the squared norm at the end for each layer of sigmoids at torch's start, 0.85 decades of the norm.
        var outlook = LabOutlook.Of(new() { Data = "digits", Depth = 20, Width = 256, Activation = "sigmoid" });

        Assert.Equal(-0.85, outlook.DecadesPerLink, 0.02);
        Assert.Equal(LabTone.Bad, outlook.Tone);
        Assert.StartsWith("The gradient vanishes: 20 hidden layers leave ", outlook.Verdict, StringComparison.Ordinal);
    }

    [Fact]
    public void Knows_the_whisper_line_to_the_last_digit()
    {
        var outlook = LabOutlook.Of(new() { Depth = 51, Width = 4, Activation = "none", Init = "identity", Gain = 0.7 });

        Assert.Equal(50, outlook.Links);
        Assert.Equal(50 * Math.Log10(0.7), outlook.Decades, 1e-9);
    }

    [Fact]
    public void Multiplies_the_factors_of_a_chain()
    {
        var outlook = LabOutlook.Of(new() { Depth = 5, Width = 4, Activation = "none", Init = "identity", Factors = [0.5, 0.4, 0.7, 0.2] });

        Assert.Equal(0.028, Math.Pow(10, outlook.Decades), 1e-9);
    }

    [Fact]
    public void Knows_what_time_takes_from_a_plain_recurrent_network()
    {
        // docs/theory.md: torch's tanh leaves 0.209 of the squared norm a step where inputs drive it strongly; where they hardly do, slopes are 1 and
        // a third is left.
        var outlook = LabOutlook.Of(new() { Data = "adding", Length = 40, Width = 128 });

        Assert.InRange(outlook.DecadesPerLink, Math.Log10(0.209) / 2, Math.Log10(1 / 3.0) / 2);
        Assert.Equal(LabTone.Bad, outlook.Tone);
    }

    [Theory]
    [InlineData("default", LabTone.Careful)]
    [InlineData("chrono", LabTone.Good)]
    public void Knows_what_forget_gates_leave(string forgetBias, LabTone tone) =>
        Assert.Equal(tone, LabOutlook.Of(new() { Data = "adding", Length = 60, Cell = "lstm", ForgetBias = forgetBias }).Tone);

    [Fact]
    public void Works_fast_enough_to_follow_a_slider()
    {
        var state = new LabState { Data = "digits", Depth = 60, Width = 128, Activation = "tanh", Init = "xavier-normal" };
        LabOutlook.Of(state);

        // The best of ten: other tests share the machine.
        var best = Enumerable.Range(51, 10).Min(depth => LabOutlook.Of(state with { Depth = depth }).Took);

        Assert.InRange(best.TotalMilliseconds, 0, 50);
    }
}
