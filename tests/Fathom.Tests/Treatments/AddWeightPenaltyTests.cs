using Fathom.Treatments;

namespace Fathom.Tests.Treatments;

public class AddWeightPenaltyTests
{
    [Fact]
    public void Adds_squares_or_magnitudes()
    {
        Assert.Equal(Trainees.Mlp with { Training = new() { L2 = 0.5 } }, new AddWeightPenalty { L2 = 0.5 }.ApplyTo(Trainees.Mlp));
        Assert.Equal(Trainees.Mlp with { Training = new() { L1 = 0.5 } }, new AddWeightPenalty { L2 = 0, L1 = 0.5 }.ApplyTo(Trainees.Mlp));
    }

    [Fact]
    public void Keeps_what_is_there_and_larger()
    {
        var recipe = Trainees.Rnn with { Training = new() { L2 = 1 } };

        Assert.Equal(recipe, new AddWeightPenalty().ApplyTo(recipe));
        Assert.Equal([new AddWeightPenalty { L2 = 0, L1 = 1e-4 }], new AddWeightPenalty().Variants(recipe, Sick.Finding("exploding-through-time")));
    }

    [Fact]
    public void Does_not_shrink_a_memory_that_is_short() =>
        Assert.Empty(new AddWeightPenalty().Variants(Trainees.Rnn, Sick.Finding("short-memory", ("recurrent-steps", 1))));

    [Fact]
    public void Says_what_is_added()
    {
        Assert.Equal("Add to the loss 0.001 times half the sum of the weights' squares.", new AddWeightPenalty().Describe(Trainees.Mlp));
        Assert.Equal(
            "Add to the loss 0.001 times half the sum of the weights' squares and 0.1 times the sum of the weights' magnitudes.",
            new AddWeightPenalty { L1 = 0.1 }.Describe(Trainees.Mlp));
    }
}
