using Fathom.Diagnoses;
using Fathom.Ledger;

namespace Fathom.Tests.Diagnoses;

public class MismatchedOutputTests
{
    readonly MismatchedOutput _diagnosis = new();

    [Theory]
    [InlineData("Softmax", 10, 1.461)]
    [InlineData("Sigmoid", 10, 1.461)]
    [InlineData("Tanh", 10, 0.797)]
    [InlineData("Sigmoid", 2, 0.313)]
    public void Says_how_far_a_bounded_output_lets_cross_entropy_fall(string type, int classes, double leastLoss)
    {
        var finding = Examine(LossForm.ClassLogits, Output(type, classes, 0, 1, sumFromOne: type == "Softmax" ? 1e-7 : 2))!;

        Assert.Equal(("mismatched-output", Severity.Error, 1L), (finding.Id, finding.Severity, finding.Step));
        Assert.EndsWith(FormattableString.Invariant($"its loss cannot fall below {leastLoss:0.000}."), finding.Summary, StringComparison.Ordinal);
        Assert.Equal("output-activation", finding.Causes[0].Id);
    }

    [Fact]
    public void Warns_of_a_relu_before_cross_entropy() =>
        Assert.Equal(Severity.Warning, Examine(LossForm.ClassLogits, Output("ReLU", 10, 0, 3))!.Severity);

    [Theory]
    [InlineData("Softmax", 1, 1, LossForm.BinaryProbabilities)]
    [InlineData("Softmax", 1, 1, LossForm.Unknown)]
    [InlineData("LogSoftmax", 0, 0, LossForm.ClassLogProbabilities)]
    [InlineData("Linear", 1, 1, LossForm.Unknown)]
    public void Sees_a_softmax_of_one_unit(string type, double minimum, double maximum, LossForm loss) =>
        Assert.Contains("to every sample", Examine(loss, Output(type, 1, minimum, maximum, sumFromOne: 0))!.Summary, StringComparison.Ordinal);

    [Fact]
    public void Sees_cross_entropy_over_one_column()
    {
        Assert.Equal("loss", Examine(LossForm.ClassLogits, Output("Linear", 1, -1, 1), loss: 0)!.Causes[0].Id);
        Assert.Contains("gets one column", Examine(LossForm.Unknown, Output("Linear", 1, -1, 1), loss: 0)!.Summary, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Sigmoid", 0.693)]
    [InlineData("Tanh", 0.313)]
    [InlineData("ReLU", 0.693)]
    public void Sees_bounds_before_binary_cross_entropy_on_logits(string type, double leastLoss) =>
        Assert.Contains(FormattableString.Invariant($"can cost less than {leastLoss:0.000}"), Examine(LossForm.BinaryLogits, Output(type, 1, 0.1, 0.9))!.Summary, StringComparison.Ordinal);

    [Fact]
    public void Sees_logits_where_probabilities_belong()
    {
        Assert.Contains("from -3 to 2", Examine(LossForm.BinaryProbabilities, Output("Linear", 1, -3, 2))!.Summary, StringComparison.Ordinal);
        Assert.Contains("numbers up to 2", Examine(LossForm.ClassLogProbabilities, Output("Linear", 10, -3, 2))!.Summary, StringComparison.Ordinal);
        Assert.Contains("probabilities up to 0.9", Examine(LossForm.ClassLogProbabilities, Output("Softmax", 10, 0, 0.9, sumFromOne: 1e-7))!.Summary, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Tanh", -3, 3, Severity.Warning)]
    [InlineData("ReLU", -3, 1, Severity.Error)]
    [InlineData("Sigmoid", 0, 255, Severity.Error)]
    public void Sees_targets_that_the_output_cannot_give(string type, double least, double greatest, Severity severity) =>
        Assert.Equal(severity, Examine(new TrainingFacts { Loss = LossForm.Numbers, LeastTarget = least, GreatestTarget = greatest }, Output(type, 1, 0, 1))!.Severity);

    [Fact]
    public void Recognises_a_softmax_that_is_applied_twice_without_being_told()
    {
        var twice = Output("Softmax", 10, 0, 0.9, sumFromOne: 1e-7) with { GradientImbalance = 1e-7, SmallestPull = 0.09, LargestPull = 0.91 };

        Assert.Equal(3, Examine(LossForm.Unknown, twice)!.Step);
        Assert.Empty(_diagnosis.Examine(Bodies.Lasting(Bodies.Healthy() with { Output = twice }, 2)));
    }

    [Fact]
    public void Recognises_likelihoods_without_logarithms()
    {
        var picked = Output("Softmax", 10, 0, 0.9, sumFromOne: 1e-7) with { GradientImbalance = 1, SmallestPull = 1, LargestPull = 1 };

        Assert.Contains("Negative log-likelihood", Examine(LossForm.Unknown, picked, loss: -0.1)!.Summary, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Linear", 10, -4, 5, LossForm.ClassLogits)]
    [InlineData("LogSoftmax", 10, -4, -0.1, LossForm.ClassLogits)]
    [InlineData("LogSoftmax", 10, -4, -0.1, LossForm.ClassLogProbabilities)]
    [InlineData("Linear", 1, -4, 5, LossForm.BinaryLogits)]
    [InlineData("Sigmoid", 1, 0.01, 0.99, LossForm.BinaryProbabilities)]
    [InlineData("Sigmoid", 1, 0.01, 0.99, LossForm.Numbers)]
    [InlineData("Linear", 1, -4, 5, LossForm.Unknown)]
    [InlineData("Sigmoid", 1, 0.01, 0.99, LossForm.Unknown)]
    [InlineData("ReLU6", 10, 0, 6, LossForm.ClassLogits)]
    [InlineData("Linear", 2, double.NaN, double.NaN, LossForm.ClassLogits)]
    public void Stays_silent_on_what_belongs_together(string type, int columns, double minimum, double maximum, LossForm loss) =>
        Assert.Null(Examine(loss, Output(type, columns, minimum, maximum)));

    [Theory]
    [InlineData("Tanh", -1, 1)]
    [InlineData("Sigmoid", 0, 1)]
    [InlineData("ReLU", -0.1, 10)]
    [InlineData("Linear", -1e30, 1e30)]
    public void Stays_silent_on_targets_within_reach(string type, double least, double greatest) =>
        Assert.Null(Examine(new TrainingFacts { Loss = LossForm.Numbers, LeastTarget = least, GreatestTarget = greatest }, Output(type, 1, 0, 1)));

    [Fact]
    public void Stays_silent_on_squares_of_probabilities()
    {
        // The mean of the squares over 10 classes: rows add up to zero as well, but nothing pulls by more than 2/10.
        var brier = Output("Softmax", 10, 0, 0.9, sumFromOne: 1e-7) with { GradientImbalance = 1e-7, SmallestPull = 0.002, LargestPull = 0.19 };

        Assert.Null(Examine(LossForm.Unknown, brier));
    }

    [Fact]
    public void Stays_silent_on_magnitudes_of_differences()
    {
        var absolute = Output("Linear", 3, -2, 3) with { GradientImbalance = 1, SmallestPull = 1, LargestPull = 1 };

        Assert.Null(Examine(LossForm.Unknown, absolute, loss: 0.4));
    }

    [Fact]
    public void Stays_silent_where_no_output_was_read() => Assert.Empty(_diagnosis.Examine(Bodies.Lasting(Bodies.Healthy() with { Output = null })));

    [Fact]
    public void Recognises_a_sigmoid_before_a_logistic_loss_that_nobody_named()
    {
        var finding = Examine(LossForm.Unknown, Output("Sigmoid", 1, 0.1, 0.9) with { FarthestFromLogistic = 1e-7 }, loss: 0.6)!;

        Assert.Equal((Severity.Error, "output-activation"), (finding.Severity, finding.Causes[0].Id));
        Assert.Contains("cost less than 0.693", finding.Summary, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Linear", 1e-7)]
    [InlineData("Sigmoid", 0.2)]
    [InlineData("Sigmoid", double.NaN)]
    public void Stays_silent_on_bare_logits_and_on_other_losses(string type, double farthest) =>
        Assert.Null(Examine(LossForm.Unknown, Output(type, 1, 0.1, 0.9) with { FarthestFromLogistic = farthest }, loss: 0.6));

    [Fact]
    public void Recognises_answers_that_are_compared_with_all_targets()
    {
        var finding = Examine(LossForm.Unknown, Output("Linear", 1, -1, 1) with { CommonTarget = 0.2, CommonTargetLoss = 0.3 }, loss: 4)!;

        Assert.Equal((Severity.Error, "loss"), (finding.Severity, finding.Causes[0].Id));
        Assert.Contains("to the same 0.2", finding.Summary, StringComparison.Ordinal);
        Assert.Contains("squeeze(1)", finding.Treatments[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Stays_silent_where_the_targets_are_all_alike() =>
        Assert.Null(Examine(LossForm.Unknown, Output("Linear", 1, -1, 1) with { CommonTarget = 1, CommonTargetLoss = 0.3 }, loss: 0.3));

    [Fact]
    public void Stays_silent_where_targets_differ() => Assert.Null(Examine(LossForm.Unknown, Output("Linear", 1, -1, 1), loss: 0.3));

    [Fact]
    public void Stays_silent_where_the_network_was_called_for_real_and_for_fake()
    {
        var judge = Bodies.Healthy(loss: 4) with { Output = Output("Linear", 1, -1, 1) with { CommonTarget = 1, CommonTargetLoss = 0.3 } };

        Assert.Empty(_diagnosis.Examine(Bodies.Lasting(judge with { Places = [.. judge.Places, .. judge.Places.Select(place => place with { Call = 1 })] })));
    }

    [Theory]
    [InlineData("ReLU", 0, 0, -0.1, 0.1)]
    [InlineData("ReLU", 0, 0, 0.1, 0.2)]
    [InlineData("Sigmoid", 0.995, 1, -2, -1)]
    [InlineData("Sigmoid", 0, 0.002, 1, 2)]
    [InlineData("Tanh", 0.99, 1, -2, -1)]
    [InlineData("Hardtanh", 1, 1, -2, -1)]
    public void Names_an_output_that_stands_at_its_end(string type, double least, double greatest, double leastPull, double mostPull)
    {
        var finding = Assert.Single(_diagnosis.Examine(Ended(type, least, greatest, leastPull, mostPull, loss: _ => 9.9)));

        Assert.Equal((Severity.Error, "output-activation", "output"), (finding.Severity, finding.Causes[0].Id, finding.Place));
        Assert.Contains($"end of {type}'s range", finding.Summary, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ReLU", 0, 3, -0.1, 0.1)]
    [InlineData("Sigmoid", 0.995, 1, -2, 5)]
    [InlineData("Sigmoid", 0.3, 1, -2, -1)]
    [InlineData("Tanh", -1, 1, -2, -1)]
    [InlineData("Hardtanh", -1, 1, -2, -1)]
    [InlineData("Linear", 0, 0, -2, -1)]
    public void Stays_silent_on_an_output_that_has_a_way_back(string type, double least, double greatest, double leastPull, double mostPull) =>
        Assert.Empty(_diagnosis.Examine(Ended(type, least, greatest, leastPull, mostPull, loss: _ => 9.9)));

    /// <summary>Biases began at the classes' rates, and no batch has a "yes": the loss is small from the first step on, and does not fall.</summary>
    [Fact]
    public void Stays_silent_where_the_network_began_at_the_right_end() =>
        Assert.Empty(_diagnosis.Examine(Ended("Sigmoid", 0, 0.002, 1, 2, loss: _ => 0.001)));

    [Fact]
    public void Waits_for_as_many_samples_as_make_a_unit_dead()
    {
        var history = Ended("ReLU", 0, 0, -0.1, 0.1, loss: _ => 9.9, readings: 4);

        Assert.Empty(_diagnosis.Examine(history));
    }

    /// <summary>Where nearly every sample is a "no", answers rightly stand near zero, and the loss still pulls them on.</summary>
    [Fact]
    public void Stays_silent_where_standing_at_the_end_is_the_answer() =>
        Assert.Empty(_diagnosis.Examine(Ended("Sigmoid", 0, 0.002, 1, 2, loss: step => 0.7 * Math.Pow(0.9, step))));

    static ReadingHistory Ended(string type, double least, double greatest, double leastPull, double mostPull, Func<int, double> loss, int readings = 60)
    {
        var healthy = Bodies.Healthy();
        var end = new PlaceReading
        {
            Name = "output", Type = type, Kind = LinkKind.Slope,
            Activation = Fathom.Statistics.TensorSummary.Of([least, greatest]), Gradient = Fathom.Statistics.TensorSummary.Of([leastPull, mostPull]),
        };
        var history = Bodies.Lasting(healthy with { Places = [.. healthy.Places, end], Output = Output(type, 1, least, greatest) }, readings, losses: loss);
        for (var step = 1; step <= readings; step++) history.Losses.Add(step, loss(step));
        return history;
    }

    Finding? Examine(LossForm form, OutputReading output, double loss = 2.3) => Examine(new TrainingFacts { Loss = form }, output, loss);

    Finding? Examine(TrainingFacts facts, OutputReading output, double loss = 2.3) =>
        _diagnosis.Examine(Bodies.Lasting(Bodies.Healthy(loss: loss) with { Output = output }, facts: facts)).SingleOrDefault();

    static OutputReading Output(string type, int columns, double minimum, double maximum, double sumFromOne = 3) => new()
    {
        Type = type, Columns = columns, Rows = 32, Minimum = minimum, Maximum = maximum, FarthestSumFromOne = sumFromOne, GradientImbalance = 0.4, SmallestPull = 0.01, LargestPull = 0.6,
    };
}
