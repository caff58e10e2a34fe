using Fathom.Recipes;
using Fathom.Treatments;

namespace Fathom.Tests.Treatments;

public class OpenForgetGateTests
{
    [Fact]
    public void Begins_with_memories_as_long_as_the_sequence()
    {
        var first = new OpenForgetGate().Variants(Patients.Named("lstm stack"), Sick.Finding("short-memory")).First();

        Assert.All(
            first.ApplyTo(Patients.Named("lstm stack")).Network.WrittenLayers().OfType<Lstm>(),
            lstm => Assert.Equal(new ChronoForgetBias { Steps = 30 }, lstm.ForgetBias));
    }

    [Fact]
    public void Never_closes_a_gate()
    {
        var recipe = Patients.Of("open", [30, 8], [new Lstm { Units = 4, ForgetBias = new FixedForgetBias { Value = 5 }, Output = RecurrentOutput.Last }, new Linear { Units = 1 }]);

        // A bias of 5 keeps a state for 149 steps, longer than the sequence.
        Assert.Empty(new OpenForgetGate().Variants(recipe, Sick.Finding("short-memory")));
        Assert.Equal(recipe, new OpenForgetGate().ApplyTo(recipe));
    }

    [Fact]
    public void Says_how_much_a_gate_keeps() =>
        Assert.Equal(
            "Start the forget biases of 2 recurrent layers at 1, so that a gate keeps 0.73 of the state at each step.",
            new OpenForgetGate().Describe(Patients.Named("lstm stack")));
}
