using Fathom.Lab.Recipes;
using Fathom.Lab.Training;
using Fathom.Recipes;
using static TorchSharp.torch;

namespace Fathom.Lab.Tests.Training;

public class LossFunctionTests
{
    // Answers 0.5 and -2 to the targets 0 and 1.
    public static TheoryData<Loss, double> Numbers => new()
    {
        { new Mse(), (0.25 + 9) / 2 },
        { new Mae(), (0.5 + 3) / 2 },
        { new Huber(), (0.125 + 2.5) / 2 },
        { new Huber { Delta = 0.1 }, (0.1 * (0.5 - 0.05) + 0.1 * (3 - 0.05)) / 2 },
        { new BceWithLogits(), (Math.Log(1 + Math.Exp(0.5)) + Math.Log(1 + Math.Exp(2))) / 2 },
    };

    [Theory]
    [MemberData(nameof(Numbers))]
    public void Measures_numbers_as_the_definition_says(Loss loss, double expected)
    {
        using var scope = NewDisposeScope();

        Assert.Equal(expected, LossFunction.Of(loss)(tensor([0.5, -2]), tensor([0.0, 1])).item<double>(), 1e-12);
    }

    [Fact]
    public void Measures_probabilities_and_classes_as_the_definition_says()
    {
        using var scope = NewDisposeScope();
        var logits = tensor(new double[,] { { 1, 2, 4 } });
        var surprises = logits.log_softmax(1).neg().data<double>().ToArray();
        var classes = tensor([1L]);

        Assert.Equal(-(Math.Log(0.9) + Math.Log(0.2)) / 2, LossFunction.Of(new Bce())(tensor([0.1, 0.2]), tensor([0.0, 1])).item<double>(), 1e-12);
        Assert.Equal(surprises[1], LossFunction.Of(new CrossEntropy())(logits, classes).item<double>(), 1e-12);
        Assert.Equal(surprises[1], LossFunction.Of(new Nll())(logits.log_softmax(1), classes).item<double>(), 1e-12);
        // Szegedy et al. (2016): the right class keeps 1 - share, and all classes get an even part of the rest.
        Assert.Equal(0.7 * surprises[1] + 0.3 * surprises.Average(), LossFunction.Of(new CrossEntropy { LabelSmoothing = 0.3 })(logits, classes).item<double>(), 1e-12);
    }

    [Theory]
    [InlineData("bce", "bce takes probabilities, but the network ends in linear1; end it with sigmoid, or use bce-with-logits.")]
    [InlineData("nll", "nll takes log-probabilities, but the network ends in linear1; end it with log-softmax, or use cross-entropy.")]
    public void Refuses_answers_that_a_loss_cannot_take(string loss, string message) =>
        Assert.Equal(message, Mistakes.Only(() => RecipeFile.Parse($"{{ name: one, network: {{ input: [2], layers: [ linear: 3 ] }}, loss: {loss} }}")).Message);

    [Fact]
    public void Learns_yes_or_no_from_a_single_probability()
    {
        var recipe = Some.Recipe() with
        {
            Data = new Blobs { Samples = 200, Classes = 2 },
            Loss = new Bce(),
            Network = new Network { Input = [2], Layers = [new Linear { Units = 1 }, new Sigmoid()] },
            Training = new TrainingPlan { Optimizer = new Sgd { LearningRate = 0.5 } },
        };
        using var trainer = new Trainer(recipe, TestContext.Current.CancellationToken);

        trainer.Run(100, cancellation: TestContext.Current.CancellationToken);

        Assert.InRange(trainer.Evaluate(TestContext.Current.CancellationToken)!.Accuracy!.Value, 0.95, 1);
    }

    [Fact]
    public void Learns_with_absolute_and_huber_errors()
    {
        Assert.All((Loss[])[new Mae(), new Huber()], loss =>
        {
            var recipe = Some.Recipe() with { Loss = loss, Training = new TrainingPlan { Optimizer = new Adam { LearningRate = 0.03 }, Batch = 64 } };
            using var trainer = new Trainer(recipe, TestContext.Current.CancellationToken);

            trainer.Run(200, cancellation: TestContext.Current.CancellationToken);

            Assert.InRange(trainer.Evaluate(TestContext.Current.CancellationToken)!.Accuracy!.Value, 0.9, 1);
        });
    }
}
