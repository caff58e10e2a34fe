using Fathom.Lab.Datasets;
using Fathom.Lab.Recipes;
using Fathom.Recipes;
using TorchSharp;
using static TorchSharp.torch;

namespace Fathom.Lab.Tests.Datasets;

public sealed class DataLoaderTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Splits_MNIST_into_8000_to_train_on_and_2000_held_out_evenly_over_the_classes()
    {
        using var scope = NewDisposeScope();
        using var data = Load(new Idx { Path = MnistFolder.OrSkip() }, [784], outputs: 10);

        Assert.Equal(8000, data.Training.Count);
        Assert.Equal(2000, data.HeldOut!.Count);
        Assert.Equal(10, data.Classes);
        var (trained, heldOut) = (data.Training.Targets.bincount(null), data.HeldOut.Targets.bincount(null));
        Assert.True((trained.to(ScalarType.Float64) / 4 - heldOut).abs().max().item<double>() <= 1);
    }

    [Fact]
    public void Takes_as_many_as_asked_for_evenly_over_the_classes()
    {
        using var scope = NewDisposeScope();
        using var data = Load(new Digits { Samples = 500, Take = 200 }, [784], outputs: 10);

        Assert.Equal(200, data.Training.Count);
        Assert.Equal(100, data.HeldOut!.Count);
        Assert.All(data.Training.Targets.bincount(null).data<long>(), count => Assert.Equal(20, count));
    }

    [Fact]
    public void Holds_nothing_out_where_the_recipe_says_so()
    {
        using var data = Load(new Blobs { Samples = 30, HoldOut = 0 }, [2], outputs: 3);

        Assert.Null(data.HeldOut);
        Assert.Equal(30, data.Training.Count);
    }

    [Fact]
    public void Gives_the_same_data_for_the_same_seed()
    {
        using var one = Load(new Spirals { Samples = 90 }, [2], outputs: 3, seed: 4);
        using var same = Load(new Spirals { Samples = 90 }, [2], outputs: 3, seed: 4);
        using var other = Load(new Spirals { Samples = 90 }, [2], outputs: 3, seed: 5);

        Assert.True(one.Training.Features.Equals(same.Training.Features));
        Assert.True(one.HeldOut!.Targets.Equals(same.HeldOut!.Targets));
        Assert.False(one.Training.Features.Equals(other.Training.Features));
    }

    [Fact]
    public void Shapes_samples_as_the_network_takes_them()
    {
        using var flat = Load(new Digits { Samples = 20 }, [784], outputs: 10);

        Assert.Equal([16L, 784L], flat.Training.Features.shape);
    }

    [Theory]
    [InlineData("mse", 1, new long[] { 24, 1 })]
    [InlineData("mse", 2, new long[] { 24, 2 })]
    [InlineData("bce-with-logits", 1, new long[] { 24, 1 })]
    [InlineData("bce-with-logits", 2, new long[] { 24, 2 })]
    [InlineData("cross-entropy", 2, new long[] { 24 })]
    public void Shapes_targets_as_the_loss_takes_them(string loss, int outputs, long[] shape)
    {
        using var data = Load(new Circles { Samples = 30 }, [2], outputs, (Loss)LossWords.All.Find(loss)!.Fresh());

        Assert.Equal(shape, data.Training.Targets.shape);
    }

    [Fact]
    public void Says_that_the_input_does_not_fit() =>
        Refuses("The network takes [2], 2 numbers, but each sample of digits has [28, 28], 784 numbers; set network.input to [784].",
            () => Load(new Digits { Samples = 20 }, [2], outputs: 10));

    [Fact]
    public void Says_that_the_output_does_not_fit() =>
        Refuses("The network ends in 12 outputs, but digits has 10 classes; end it with linear: 10.",
            () => Load(new Digits { Samples = 20 }, [784], outputs: 12));

    [Fact]
    public void Says_that_a_class_never_occurs() =>
        Refuses("Class 1 never occurs among the 3 training labels of ", "which go up to 2; number classes from 0 without gaps, and take enough samples.",
            () => Load(Table("1,0\n2,0\n3,2\n", holdOut: 0), [1], outputs: 3));

    [Fact]
    public void Says_that_there_is_only_one_class() =>
        Refuses("Every label of ", "is 0; to tell classes apart there must be at least two.", () => Load(Table("1,0\n2,0\n", holdOut: 0), [1], outputs: 1));

    [Theory]
    [InlineData("1.5")]
    [InlineData("-1")]
    [InlineData("100000")]
    public void Says_that_a_label_is_no_class(string label) =>
        Refuses("A class must be a whole number from 0 to 99,999, but the label of sample 2 of ", $"is {label}; number the classes from 0, or use the loss mse with one output.",
            () => Load(Table($"1,0\n2,{label}\n", holdOut: 0), [1], outputs: 2));

    [Fact]
    public void Takes_any_number_as_a_label_where_one_is_to_be_predicted()
    {
        using var data = Load(Table("1,1.5\n2,-7\n", holdOut: 0), [1], outputs: 1, new Mse());

        Assert.Null(data.Classes);
        Assert.Equal([1.5f, -7f], data.Training.Targets.data<float>().ToArray());
    }

    [Fact]
    public void Leaves_no_tensor_behind_when_it_refuses()
    {
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;

        Assert.Throws<DataException>(() => Load(new Digits { Samples = 20 }, [2], outputs: 10));

        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    [Fact]
    public void Stops_when_it_is_cancelled() =>
        Assert.Throws<OperationCanceledException>(() => DataLoader.Load(Some.Recipe() with { Data = new Digits() }, new CancellationToken(canceled: true)));

    Csv Table(string text, double holdOut) => new() { Path = _folder.Write("table.csv", text), HoldOut = holdOut };

    static void Refuses(string message, Func<Dataset> load) => Assert.Equal(message, Assert.Throws<DataException>(() => load()).Message);

    static void Refuses(string start, string end, Func<Dataset> load)
    {
        var message = Assert.Throws<DataException>(() => load()).Message;
        Assert.StartsWith(start, message, StringComparison.Ordinal);
        Assert.EndsWith(end, message, StringComparison.Ordinal);
    }

    static Dataset Load(DataSource source, ValueList<int> input, int outputs, Loss? loss = null, long seed = 1) => DataLoader.Load(
        Some.Recipe(seed) with { Data = source, Loss = loss ?? new CrossEntropy(), Network = new Network { Input = input, Layers = [new Linear { Units = outputs }] } },
        TestContext.Current.CancellationToken);
}
