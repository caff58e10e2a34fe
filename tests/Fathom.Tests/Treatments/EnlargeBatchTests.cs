using Fathom.Recipes;
using Fathom.Treatments;

namespace Fathom.Tests.Treatments;

public class EnlargeBatchTests
{
    [Fact]
    public void Multiplies_the_batch() => Assert.Equal(Trainees.Mlp with { Training = new() { Batch = 512 } }, new EnlargeBatch().ApplyTo(Trainees.Mlp));

    [Fact]
    public void Proposes_no_batch_that_the_data_cannot_fill()
    {
        var recipe = Trainees.Mlp with { Data = new Digits { Samples = 1000 }, Training = new() { Batch = 64 } };

        Assert.Equal([4], new EnlargeBatch().Variants(recipe, Sick.Finding("oscillating-loss")).Select(form => ((EnlargeBatch)form).Factor));
        Assert.Empty(new EnlargeBatch().Variants(recipe with { Data = new Mnist { Take = 200 } }, Sick.Finding("oscillating-loss")));
    }

    [Fact]
    public void Stays_within_what_a_recipe_may_say() => Assert.Equal(1_000_000, new EnlargeBatch().ApplyTo(Trainees.HalfPrecision).Training.Batch);

    [Fact]
    public void Answers_noise_only() => Assert.Empty(new EnlargeBatch().Variants(Trainees.Mlp, Sick.Finding("vanishing-gradient")));
}
