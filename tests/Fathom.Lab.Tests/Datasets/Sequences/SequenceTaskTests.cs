using Fathom.Lab.Datasets;
using Fathom.Lab.Training;
using Fathom.Recipes;
using static TorchSharp.torch;

namespace Fathom.Lab.Tests.Datasets.Sequences;

/// <summary>The tasks are what their papers say, and who answers the same to everything has the loss that the papers call baseline.</summary>
public class SequenceTaskTests
{
    [Fact]
    public void The_adding_problem_marks_one_number_in_each_half_and_sums_them()
    {
        using var scope = NewDisposeScope();
        using var data = Load(new AddingProblem { Samples = 500, Length = 11, HoldOut = 0 }, [11, 2], Regression(), new Mse());
        var (numbers, marks) = (data.Training.Features.select(2, 0), data.Training.Features.select(2, 1));

        Assert.Equal([500L, 11, 2], data.Training.Features.shape);
        Assert.True(marks.narrow(1, 0, 5).sum(1).eq(1).all().item<bool>());
        Assert.True(marks.narrow(1, 5, 6).sum(1).eq(1).all().item<bool>());
        Assert.True(marks.mul(marks - 1).eq(0).all().item<bool>());
        Assert.True(numbers.ge(0).all().item<bool>() && numbers.lt(1).all().item<bool>());
        Assert.InRange(((numbers * marks).sum(1, keepdim: true) - data.Training.Targets).abs().max().item<float>(), 0, 1e-6);
        Assert.All(marks.transpose(0, 1).sum(1).data<float>().ToArray(), count => Assert.True(count > 40, "Every place is marked at times."));
    }

    [Fact]
    public void Answering_one_to_the_adding_problem_costs_a_sixth()
    {
        using var scope = NewDisposeScope();
        using var data = Load(new AddingProblem { Samples = 20_000, Length = 10, HoldOut = 0 }, [10, 2], Regression(), new Mse());

        var loss = LossFunction.Of(new Mse())(ones(20_000, 1), data.Training.Targets).item<float>();

        // The squared error's own deviation is 0.2, so the mean strays by 0.0014.
        Assert.InRange(loss, 1 / 6.0 - 0.005, 1 / 6.0 + 0.005);
    }

    [Theory]
    [InlineData(2, 100)]
    [InlineData(3, 100)]
    [InlineData(2, 10)]
    [InlineData(3, 37)]
    public void Temporal_order_hides_its_symbols_where_the_paper_says(int symbols, int length)
    {
        using var scope = NewDisposeScope();
        var classes = 1 << symbols;
        using var data = Load(new TemporalOrder { Samples = 800, Length = length, Symbols = symbols, HoldOut = 0 }, [length, 8], Classification(classes));
        (int From, int To)[] places = symbols == 2 ? [(10, 20), (50, 60)] : [(10, 20), (33, 43), (66, 76)];

        var sequences = data.Training.Features.argmax(2);
        Assert.True(data.Training.Features.sum(2).eq(1).all().item<bool>());
        for (var sample = 0; sample < 800; sample++)
        {
            var steps = sequences[sample].data<long>().ToArray();
            Assert.Equal((6L, 7L), (steps[0], steps[^1]));
            var found = Enumerable.Range(0, length).Where(step => steps[step] is 4 or 5).ToArray();
            Assert.Equal(symbols, found.Length);
            Assert.All(found.Zip(places), pair => Assert.InRange(pair.First, length * pair.Second.From / 100, length * pair.Second.To / 100));
            Assert.DoesNotContain(steps[1..^1], step => step > 5);
            Assert.Equal(found.Aggregate(0L, (number, step) => 2 * number + steps[step] - 4), data.Training.Targets[sample].item<long>());
        }

        Assert.Equal(classes, data.Classes);
        var loss = LossFunction.Of(new CrossEntropy())(zeros(800, classes), data.Training.Targets).item<float>();
        Assert.Equal(Math.Log(classes), loss, 1e-5);
    }

    [Fact]
    public void Copy_memory_repeats_ten_symbols_after_a_delay()
    {
        const int Delay = 7;
        using var scope = NewDisposeScope();
        using var data = Load(new CopyMemory { Samples = 300, Delay = Delay, HoldOut = 0 }, [Delay + 20, 10], PerStep(9));

        var (input, target) = (data.Training.Features.argmax(2), data.Training.Targets);

        Assert.Equal([300L, Delay + 20], target.shape);
        Assert.True(input.narrow(1, 0, 10).Equals(target.narrow(1, Delay + 10, 10)));
        Assert.Equal((1L, 8L), (input.narrow(1, 0, 10).min().item<long>(), input.narrow(1, 0, 10).max().item<long>()));
        Assert.Equal([.. Enumerable.Repeat(0L, Delay - 1), 9L, .. Enumerable.Repeat(0L, 10)], input[5].narrow(0, 10, Delay + 10).data<long>().ToArray());
        Assert.True(target.narrow(1, 0, Delay + 10).eq(0).all().item<bool>());
        Assert.Equal(9, data.Classes);
    }

    [Theory]
    [InlineData(10, 0.6931)]
    [InlineData(100, 0.1733)]
    [InlineData(200, 0.0945)]
    public void Answering_blank_and_guessing_the_copy_costs_ten_ln_eight_over_all_steps(int delay, double baseline)
    {
        using var scope = NewDisposeScope();
        using var data = Load(new CopyMemory { Samples = 50, Delay = delay, HoldOut = 0 }, [delay + 20, 10], PerStep(9));
        var answers = full(50, delay + 20, 9, -100f);
        answers.narrow(1, 0, delay + 10).select(2, 0).fill_(0);
        answers.narrow(1, delay + 10, 10).narrow(2, 1, 8).fill_(0);

        var loss = LossFunction.Of(new CrossEntropy())(answers, data.Training.Targets).item<float>();

        Assert.Equal(10 * Math.Log(8) / (delay + 20), loss, 1e-4);
        Assert.Equal(baseline, loss, 1e-4);
    }

    [Fact]
    public void Parity_asks_whether_the_ones_are_odd()
    {
        using var scope = NewDisposeScope();
        using var data = Load(new Parity { Samples = 400, Length = 9, HoldOut = 0 }, [9, 1], Classification(2));

        var ones = data.Training.Features.reshape(400, 9).gt(0).sum(1);

        Assert.True(data.Training.Features.abs().eq(1).all().item<bool>());
        Assert.True(ones.remainder(2).Equals(data.Training.Targets));
        Assert.Equal(200, data.Training.Targets.sum().item<long>());
        Assert.InRange(ones.to(ScalarType.Float32).mean().item<float>(), 4.3, 4.7);
    }

    [Fact]
    public void Symbols_may_come_as_numbers_for_an_embedding()
    {
        using var scope = NewDisposeScope();
        using var hot = Load(new CopyMemory { Samples = 30, Delay = 3 }, [23, 10], PerStep(9));
        using var index = Load(
            new CopyMemory { Samples = 30, Delay = 3, Encoding = SymbolEncoding.Index }, [23, 1], PerStep(9));

        Assert.True(hot.Training.Features.argmax(2).to(ScalarType.Float32).Equals(index.Training.Features.squeeze(2)));
        Assert.True(hot.Training.Targets.Equals(index.Training.Targets));
    }

    [Fact]
    public void The_same_seed_gives_the_same_sequences()
    {
        using var scope = NewDisposeScope();
        using var one = Load(new AddingProblem { Samples = 30, Length = 5 }, [5, 2], Regression(), new Mse());
        using var same = Load(new AddingProblem { Samples = 30, Length = 5 }, [5, 2], Regression(), new Mse());
        using var other = Load(new AddingProblem { Samples = 30, Length = 5 }, [5, 2], Regression(), new Mse(), seed: 2);

        Assert.True(one.Training.Features.Equals(same.Training.Features));
        Assert.False(one.Training.Features.Equals(other.Training.Features));
    }

    [Fact]
    public void Says_what_does_not_fit_to_a_class_per_time_step()
    {
        var copy = new CopyMemory { Samples = 30, Delay = 3 };

        Assert.Equal(
            "copy-memory has a class for each time step, which takes the loss cross-entropy; set loss to it.",
            Refusal(copy, [23, 10], PerStep(9), new Mse()));
        Assert.Equal(
            "The network ends in [9], one answer, but copy-memory has a class for each of 23 time steps; pass the whole sequence on (output: sequence, no last-step).",
            Refusal(copy, [23, 10], Classification(9)));
        Assert.Equal(
            "The network ends in 8 outputs, but copy-memory has 9 classes; end it with linear: 9.", Refusal(copy, [23, 10], PerStep(8)));
        Assert.Equal(
            "The network answers at 10 time steps, but copy-memory has 23; keep the sequence as long as it is.",
            Refusal(copy, [10, 23], PerStep(9)));
        Assert.Equal(
            "The network ends in [9, 2], an answer for each of 9 time steps, but each sample of parity has one label; take the last step with last-step or output: last, or for images set network.input to their numbers in a row.",
            Refusal(new Parity { Samples = 30, Length = 9 }, [9, 1], PerStep(2)));
        Assert.Equal(
            "1,000,000 sequences of 10,020 steps from copy-memory make 100,200,000,000 numbers, but at most 500,000,000 fit; take fewer or shorter ones, or encoding: index.",
            Refusal(new CopyMemory { Samples = 1_000_000, Delay = 10_000 }, [10_020, 10], PerStep(9)));
    }

    [Fact]
    public void Trains_and_counts_accuracy_over_all_steps()
    {
        var recipe = Recipe(new CopyMemory { Samples = 200, Delay = 2 }, [22, 10], PerStep(9), new CrossEntropy()) with
        {
            Training = new TrainingPlan { Optimizer = new Adam { LearningRate = 0.01 }, Batch = 20, Steps = 60 },
        };

        var examination = Examiner.Run(recipe, new() { Steps = 60 }, cancellation: TestContext.Current.CancellationToken);

        // Answering blank is right at twelve of the 22 steps, and guessing an eighth of the rest.
        Assert.InRange(examination.Loss.Accuracy!.Value, 0.55, 0.75);
        Assert.InRange(examination.Loss.HeldOut!.Value, 0.8 * 10 * Math.Log(8) / 22, 1.1 * 10 * Math.Log(8) / 22);
    }

    static Layer[] Regression() => [new Rnn { Units = 2, Output = RecurrentOutput.Last }, new Linear { Units = 1 }];

    static Layer[] Classification(int classes) => [new Rnn { Units = 2 }, new LastStep(), new Linear { Units = classes }];

    static Layer[] PerStep(int classes) => [new Gru { Units = 8 }, new Linear { Units = classes }];

    static string Refusal(DataSource data, ValueList<int> input, Layer[] layers, Loss? loss = null) =>
        Assert.Throws<DataException>(() => Load(data, input, layers, loss)).Message;

    static Dataset Load(DataSource data, ValueList<int> input, Layer[] layers, Loss? loss = null, long seed = 1) =>
        DataLoader.Load(Recipe(data, input, layers, loss ?? new CrossEntropy(), seed));

    static Recipe Recipe(DataSource data, ValueList<int> input, Layer[] layers, Loss loss, long seed = 1) => new()
    {
        Name = "task",
        Seed = seed,
        Data = data,
        Loss = loss,
        Network = new Network { Input = input, Layers = ValueList.Of<Layer>(layers) },
    };
}
