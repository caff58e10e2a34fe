using Fathom.Torch.Guards;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Fathom.Torch.Tests.Guards;

public sealed class TrainingSnapshotTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("fathom").FullName;

    [Theory]
    [InlineData("sgd")]
    [InlineData("adam")]
    [InlineData("rmsprop")]
    [InlineData("adagrad")]
    public void Goes_on_from_a_file_to_the_bit(string kind)
    {
        var path = Path.Combine(_folder, "a.snapshot");
        manual_seed(1);
        using var model = Networks.Of("cnn");
        using var optimizer = Make(kind, model);
        Train(model, optimizer, 5);
        using (var taken = TrainingSnapshot.Of(model, optimizer)) taken.Save(path);
        Train(model, optimizer, 5);

        manual_seed(99);
        using var other = Networks.Of("cnn");
        using var otherOptimizer = Make(kind, other);
        using (var read = TrainingSnapshot.Load(path)) read.RestoreTo(other, otherOptimizer);
        Train(other, otherOptimizer, 5);

        // Batches and dropout draw from torch's generator: they are the same because its state came back too.
        Assert.Equal(Bytes(model), Bytes(other));
    }

    [Fact]
    public void Passes_over_files_that_are_damaged()
    {
        using var model = Linear(4, 3);
        using var optimizer = optim.Adam(model.parameters());
        using var taken = TrainingSnapshot.Of(model, optimizer);
        taken.Save(Path.Combine(_folder, "whole.snapshot"));
        var whole = File.ReadAllBytes(Path.Combine(_folder, "whole.snapshot"));
        var half = Path.Combine(_folder, "half.snapshot");
        var flipped = Path.Combine(_folder, "flipped.snapshot");
        File.WriteAllBytes(half, whole[..^100]);
        whole[200] ^= 1;
        File.WriteAllBytes(flipped, whole);
        File.WriteAllBytes(Path.Combine(_folder, "empty.snapshot"), []);

        using var newest = TrainingSnapshot.LoadNewest(_folder);

        Assert.NotNull(newest);
        Assert.Throws<InvalidDataException>(() => TrainingSnapshot.Load(half));
        Assert.Throws<InvalidDataException>(() => TrainingSnapshot.Load(flipped));
        Assert.Null(TrainingSnapshot.LoadNewest(Path.Combine(_folder, "none")));
    }

    [Fact]
    public void Keeps_the_old_file_where_writing_a_new_one_was_cut_off()
    {
        var path = Path.Combine(_folder, "a.snapshot");
        using var model = Linear(4, 3);
        using var optimizer = optim.SGD(model.parameters(), 0.1);
        using (var taken = TrainingSnapshot.Of(model, optimizer)) taken.Save(path);
        File.WriteAllBytes(path + ".new", [1, 2, 3]);

        using var read = TrainingSnapshot.LoadNewest(_folder);

        Assert.NotNull(read);
        Assert.Equal(0, read.Step);
    }

    [Fact]
    public void Refuses_another_model_and_leaves_it_as_it_is()
    {
        using var model = Linear(4, 3);
        using var optimizer = optim.SGD(model.parameters(), 0.1);
        using var taken = TrainingSnapshot.Of(model, optimizer);
        using var other = Linear(4, 5);
        using var otherOptimizer = optim.SGD(other.parameters(), 0.1);
        var before = Bytes(other);

        Assert.Throws<ArgumentException>(() => taken.RestoreTo(other, otherOptimizer));

        Assert.Equal(before, Bytes(other));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    static optim.Optimizer Make(string kind, nn.Module model) => kind switch
    {
        "sgd" => optim.SGD(model.parameters(), 0.05, momentum: 0.9),
        "adam" => optim.Adam(model.parameters(), amsgrad: true),
        "rmsprop" => optim.RMSProp(model.parameters(), momentum: 0.5, centered: true),
        _ => optim.Adagrad(model.parameters()),
    };

    static void Train(Module<Tensor, Tensor> model, optim.Optimizer optimizer, int steps)
    {
        for (var step = 0; step < steps; step++)
        {
            using var scope = NewDisposeScope();
            var (input, target) = Networks.Batch("cnn");
            optimizer.zero_grad();
            functional.cross_entropy(model.call(input), target).backward();
            optimizer.step();
        }
    }

    static byte[] Bytes(nn.Module model) =>
        [.. model.parameters().Concat(model.named_buffers().Select(entry => entry.buffer)).SelectMany(tensor => tensor.bytes.ToArray())];
}
