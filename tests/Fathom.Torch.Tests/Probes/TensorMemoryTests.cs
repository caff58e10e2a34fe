using Fathom.Torch.Probes;
using TorchSharp;
using static TorchSharp.torch;

namespace Fathom.Torch.Tests.Probes;

public class TensorMemoryTests
{
    public static TheoryData<string> Layouts => [.. Shapes.Keys];

    static readonly Dictionary<string, Func<Tensor>> Shapes = new()
    {
        ["contiguous"] = () => randn(6, 5),
        ["transposed"] = () => randn(6, 5).t(),
        ["permuted"] = () => randn(3, 4, 5).permute(2, 0, 1),
        ["sliced rows"] = () => randn(6, 5).narrow(0, 1, 3),
        ["sliced columns"] = () => randn(6, 5).narrow(1, 1, 3),
        ["every other"] = () => randn(20).slice(0, 0, 20, 2),
        ["expanded"] = () => randn(1, 5).expand(7, 5),
        ["expanded from one"] = () => randn(1).expand(4, 6),
        ["expanded inside"] = () => randn(3, 1, 2).expand(3, 4, 2),
        ["scalar"] = () => randn(1).squeeze(),
        ["empty"] = () => randn(0, 5),
        ["empty and expanded"] = () => randn(0, 1).expand(0, 3),
        ["overlapping windows"] = () => randn(10).unfold(0, 4, 2),
        ["double"] = () => randn(6, 5, dtype: float64).t(),
        ["half"] = () => randn(6, 5).to(float16),
        ["bfloat16"] = () => randn(6, 5).to(bfloat16).t(),
        ["sparse"] = () => sparse_coo_tensor(tensor(new long[,] { { 0, 2, 0 } }), randn(3, 4), [5, 4]),
    };

    [Theory]
    [MemberData(nameof(Layouts))]
    public void Reads_what_a_plain_copy_holds(string layout)
    {
        using var scope = NewDisposeScope();
        var tensor = Shapes[layout]();

        var summary = TensorMemory.Summarize(tensor.Handle)!;

        var plain = (tensor.is_sparse ? tensor.to_dense() : tensor).to(float64).contiguous();
        Assert.Equal(plain.numel(), summary.Count);
        Assert.Equal(plain.sum().item<double>(), summary.Sum, 1e-9);
        Assert.Equal(plain.norm().item<double>(), summary.Norm, 1e-9);
        Assert.Equal((plain == 0).sum().item<long>(), summary.Zeros);
        if (plain.numel() == 0) return;
        Assert.Equal(plain.min().item<double>(), summary.Minimum);
        Assert.Equal(plain.max().item<double>(), summary.Maximum);
    }

    [Theory]
    [InlineData("transposed", true)]
    [InlineData("expanded", true)]
    [InlineData("sliced columns", false)]
    [InlineData("overlapping windows", false)]
    public void Copies_only_where_it_must(string layout, bool inPlace)
    {
        using var scope = NewDisposeScope();
        var tensor = Shapes[layout]();

        using var memory = TensorMemory.Open(tensor.Handle, TensorMemory.ElementTypeOf(tensor.Handle)!.Value);

        Assert.Equal(inPlace, memory.IsInPlace);
    }

    [Theory]
    [InlineData(ScalarType.Int64)]
    [InlineData(ScalarType.Bool)]
    [InlineData(ScalarType.ComplexFloat32)]
    public void Has_nothing_to_say_about_other_numbers(ScalarType type)
    {
        using var scope = NewDisposeScope();

        Assert.Null(TensorMemory.Summarize(zeros(3, dtype: type).Handle));
    }

    [Fact]
    public void Reads_the_sparse_gradient_of_an_embedding()
    {
        using var scope = NewDisposeScope();
        using var model = nn.Embedding(10, 4, sparse: true);
        using var optimizer = optim.SGD(model.parameters(), 0.1);
        using var monitor = GradientMonitor.Attach(model, optimizer, new() { Every = 1 });

        var loss = model.call(tensor(new long[] { 1, 1, 7 })).sum();
        loss.backward();
        monitor.Step(loss);

        var gradient = Assert.Single(monitor.History.Latest!.Parameters).Gradient!;
        Assert.Equal((40, 32, 12.0), (gradient.Count, gradient.Zeros, gradient.Sum));
        Assert.Empty(monitor.Diagnose());
    }

    [Fact]
    public void Leaves_no_copy_behind()
    {
        using var scope = NewDisposeScope();
        var tensor = Shapes["sliced columns"]();
        var sparse = Shapes["sparse"]();
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;

        for (var read = 0; read < 100; read++)
        {
            TensorMemory.Summarize(tensor.Handle);
            TensorMemory.Summarize(sparse.Handle);
        }

        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }
}
