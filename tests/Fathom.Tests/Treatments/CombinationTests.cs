using Fathom.Treatments;

namespace Fathom.Tests.Treatments;

public class CombinationTests
{
    [Fact]
    public void Applies_the_most_invasive_first()
    {
        var combination = new Combination(new LowerLearningRate { Divisor = 2 }, new ChangeOptimizer());

        var treated = combination.ApplyTo(Trainees.Mlp);

        Assert.Equal(0.0005, treated.Training.Optimizer.LearningRate);
        Assert.Equal("change-optimizer+lower-learning-rate", combination.Id);
        Assert.Equal(Invasiveness.Rule, combination.Invasiveness);
    }

    [Fact]
    public void Tells_each_change_as_those_before_it_left_the_recipe()
    {
        var combination = new Combination(new LowerLearningRate { Divisor = 2 }, new ChangeOptimizer());

        Assert.Equal("Change the optimizer from sgd at 0.01 to adam at 0.001. Lower the learning rate from 0.001 to 0.0005.", combination.Describe(Trainees.Mlp));
        Assert.Equal(2, combination.InCode(Trainees.Mlp).Split('\n').Length);
    }

    [Fact]
    public void Does_not_care_in_which_order_treatments_are_given() =>
        Assert.Equal(new Combination(new ClipGradient(), new AddMaxNorm()), new Combination(new AddMaxNorm(), new ClipGradient()));

    [Fact]
    public void Holds_one_to_three_of_different_kinds()
    {
        Assert.Throws<ArgumentException>(() => new Combination());
        Assert.Throws<ArgumentException>(() => new Combination(new ClipGradient(), new ClipGradient { Norm = 5 }));
        Assert.Throws<ArgumentException>(() => new Combination(new ClipGradient(), new AddMaxNorm(), new ChangePrecision(), new StandardizeInputs()));
    }

    /// <summary>The records' own checks refuse numbers out of range, so that what comes out is valid.</summary>
    [Fact]
    public void Any_two_in_either_order_leave_a_valid_recipe()
    {
        var finding = Sick.Finding("exploding-through-time");
        foreach (var recipe in Trainees.All.Values)
        {
            var forms = AllTreatments.List.Select(treatment => treatment.Variants(recipe, finding).FirstOrDefault() ?? treatment).ToArray();
            foreach (var (one, other) in forms.SelectMany(one => forms.Where(other => other.Id != one.Id).Select(other => (one, other))))
            {
                var treated = other.ApplyTo(one.ApplyTo(recipe));

                Assert.All(treated.Network.AllPlaces(), place => Assert.NotNull(place.Output));
                Assert.NotEmpty(new Combination(one, other).Describe(recipe));
            }
        }
    }
}
