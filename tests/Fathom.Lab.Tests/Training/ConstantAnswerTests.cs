using Fathom.Lab.Training;
using Fathom.Recipes;
using static TorchSharp.torch;

namespace Fathom.Lab.Tests.Training;

public class ConstantAnswerTests
{
    [Fact]
    public void Knows_the_entropy_of_classes()
    {
        using var scope = NewDisposeScope();
        var labels = tensor([0L, 0L, 1L, 2L]);

        // ½ ln 2 + 2 · ¼ ln 4 = 1.5 ln 2.
        Assert.Equal(1.5 * Math.Log(2), Of(new CrossEntropy(), labels, 3), 1e-12);
        Assert.Equal(1.5 * Math.Log(2), Of(new Nll(), labels, 3), 1e-12);
        Assert.Equal(Math.Log(10), Of(new CrossEntropy(), arange(10L), 10), 1e-12);
        // Smoothed by a half, class 0 stands for 1/4 + 1/6 and each of the others for 1/8 + 1/6.
        Assert.Equal(-(5 / 12.0 * Math.Log(5 / 12.0)) - (7 / 12.0 * Math.Log(7 / 24.0)), Of(new CrossEntropy { LabelSmoothing = 0.5 }, labels, 3), 1e-12);
    }

    [Fact]
    public void Knows_the_position_of_a_class_in_a_sequence()
    {
        using var scope = NewDisposeScope();
        // As in the copy task: always class 0 at the first step, either class at the second.
        var labels = tensor([0L, 0L, 0L, 1L]).reshape(2, 2);

        Assert.Equal(Math.Log(2) / 2, Of(new CrossEntropy(), labels, 2), 1e-12);
    }

    [Fact]
    public void Knows_the_entropy_of_yes_and_no_for_each_output()
    {
        using var scope = NewDisposeScope();
        // The first output is always yes, the second in one of four.
        var answers = tensor([1f, 0f, 1f, 0f, 1f, 1f, 1f, 0f]).reshape(4, 2);
        var expected = ((Math.Log(4) / 4) + (0.75 * Math.Log(4 / 3.0))) / 2;

        Assert.Equal(expected, Of(new Bce(), answers, 2), 1e-12);
        Assert.Equal(expected, Of(new BceWithLogits(), answers, 2), 1e-12);
    }

    [Fact]
    public void Knows_how_far_numbers_are_from_their_center()
    {
        using var scope = NewDisposeScope();
        // Outputs 0, 0, 3 and 5, 5, 5.
        var answers = tensor([0f, 5f, 0f, 5f, 3f, 5f]).reshape(3, 2);

        // Variance (1 + 1 + 4) / 3 = 2; magnitudes from the median 3 / 3 = 1; the second output never varies.
        Assert.Equal(1, Of(new Mse(), answers, 0), 1e-12);
        Assert.Equal(0.5, Of(new Mae(), answers, 0), 1e-12);
        // Huber with delta 1 balances at 2c = 1: (2 · 1/8 + 2.5 - 1/2) / 3 = 0.75.
        Assert.Equal(0.375, Of(new Huber(), answers, 0), 1e-12);
        // With a delta beyond all differences it is half the square.
        Assert.Equal(0.5, Of(new Huber { Delta = 100 }, answers, 0), 1e-12);
    }

    [Theory]
    [InlineData("cross-entropy")]
    [InlineData("bce")]
    [InlineData("mse")]
    [InlineData("mae")]
    [InlineData("huber")]
    public void Is_beaten_by_no_constant_that_torch_finds(string name)
    {
        using var scope = NewDisposeScope();
        manual_seed(4);
        Loss loss = name switch { "cross-entropy" => new CrossEntropy { LabelSmoothing = 0.1 }, "bce" => new BceWithLogits(), "mse" => new Mse(), "mae" => new Mae(), _ => new Huber { Delta = 0.3 } };
        var targets = name switch { "cross-entropy" => randint(0, 5, 200).pow(2).remainder(5), "bce" => rand(200, 3).lt(0.2).to(float32), _ => randn(200, 3).exp() };
        var measure = LossFunction.Of(loss);
        var constant = new TorchSharp.Modules.Parameter(zeros([1, name == "cross-entropy" ? 5 : 3]));
        using var optimizer = optim.Adam([constant], 0.02);
        for (var step = 0; step < 1500; step++)
        {
            optimizer.zero_grad();
            measure(constant.expand(200, -1), targets).backward();
            optimizer.step();
        }

        var found = measure(constant.expand(200, -1), targets).item<float>();

        Assert.InRange(found / Of(loss, targets, 5), 1 - 1e-5, 1.01);
    }

    static double Of(Loss loss, Tensor targets, int classes) => ConstantAnswer.Loss(loss, targets, classes)!.Value;
}
