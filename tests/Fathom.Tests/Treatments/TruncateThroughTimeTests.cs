using Fathom.Recipes;
using Fathom.Treatments;

namespace Fathom.Tests.Treatments;

public class TruncateThroughTimeTests
{
    [Fact]
    public void Offers_a_half_a_quarter_and_an_eighth_of_the_sequence() =>
        Assert.Equal(
            [30, 15, 7],
            new TruncateThroughTime().Variants(Patients.Named("exploding rnn"), Sick.Finding("exploding-through-time")).Select(form => ((TruncateThroughTime)form).Steps));

    [Fact]
    public void Does_not_answer_a_memory_that_is_short_already() =>
        Assert.Empty(new TruncateThroughTime().Variants(Patients.Named("rnn"), Sick.Finding("short-memory", ("recurrent-steps", 1))));

    [Fact]
    public void Leaves_a_shorter_cut_as_it_is()
    {
        var recipe = Patients.Of("cut", [60, 2], [new Rnn { Units = 8, Truncate = 5, Output = RecurrentOutput.Last }, new Linear { Units = 1 }]);

        Assert.Equal(recipe, new TruncateThroughTime { Steps = 20 }.ApplyTo(recipe));
    }

    [Fact]
    public void Says_after_how_many_steps() =>
        Assert.Equal("Cut the gradient of 1 recurrent layer after 20 of 60 time steps.", new TruncateThroughTime().Describe(Patients.Named("rnn")));
}
