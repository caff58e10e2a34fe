using Fathom.Torch.Guards;
using Fathom.Torch.Probes;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using Linear = TorchSharp.Modules.Linear;

namespace Fathom.Torch.Tests.Guards;

public sealed class MemorySealTests : IDisposable
{
    readonly DisposeScope _scope = NewDisposeScope();
    readonly Linear _model = Linear(4, 3);

    [Theory]
    [InlineData("nothing", true)]
    [InlineData("an element", false)]
    [InlineData("a view", false)]
    [InlineData("a copy into it", false)]
    [InlineData("another tensor in its place", false)]
    [InlineData("a tensor where none was", false)]
    [InlineData("a step", false)]
    [InlineData("a loaded state", false)]
    public void Breaks_with_each_write_that_libtorch_makes(string write, bool holds)
    {
        using var optimizer = optim.Adam(_model.parameters(), 0.1);
        Step(optimizer);
        var state = optimizer.state_dict().State.Cast<Adam.State>().First();
        var seal = new MemorySeal(new OptimizerMemory(optimizer));

        seal.Put();
        var before = seal.Holds();
        Write(write, optimizer, state);

        Assert.Equal(TensorVersion.IsKnown, before);
        Assert.Equal(TensorVersion.IsKnown && holds, seal.Holds());
    }

    [Fact]
    public void Is_never_whole_over_tensors_that_keep_no_version()
    {
        using var optimizer = optim.Adam(_model.parameters(), 0.1);
        var seal = new MemorySeal(new OptimizerMemory(optimizer));
        using (inference_mode(true)) ((Adam.State)optimizer.state_dict().State.First()).exp_avg = zeros(3, 4);

        seal.Put();

        Assert.False(seal.Holds());
    }

    [Fact]
    public void Is_never_whole_over_tensors_that_somebody_has_freed()
    {
        using var optimizer = optim.Adam(_model.parameters(), 0.1);
        Step(optimizer);
        var seal = new MemorySeal(new OptimizerMemory(optimizer));
        seal.Put();
        ((Adam.State)optimizer.state_dict().State.First()).exp_avg.Dispose();

        seal.Put();

        Assert.False(seal.Holds());
    }

    [Fact]
    public void Can_read_versions_where_it_runs_on_linux() => Assert.Equal(OperatingSystem.IsLinux(), TensorVersion.IsKnown);

    public void Dispose()
    {
        _model.Dispose();
        _scope.Dispose();
    }

    void Step(optim.Optimizer optimizer)
    {
        foreach (var parameter in _model.parameters()) parameter.grad = ones(parameter.shape);
        optimizer.step();
    }

    void Write(string write, Adam optimizer, Adam.State state)
    {
        using var without = no_grad();
        switch (write)
        {
            case "an element":
                state.exp_avg[1, 2] = float.NaN;
                break;
            case "a view":
                state.exp_avg_sq.view(-1)[3].fill_(double.NaN);
                break;
            case "a copy into it":
                state.exp_avg.copy_(full([3, 4], double.NaN));
                break;
            case "another tensor in its place":
                state.exp_avg = state.exp_avg.clone();
                break;
            case "a tensor where none was":
                state.max_exp_avg_sq = zeros(3, 4);
                break;
            case "a step":
                Step(optimizer);
                break;
            case "a loaded state":
                using (var other = optim.Adam(_model.parameters(), 0.1)) optimizer.load_state_dict(other.state_dict());
                break;
        }
    }
}
