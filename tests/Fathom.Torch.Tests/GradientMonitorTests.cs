using Fathom.Diagnoses;
using Fathom.Ledger;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Fathom.Torch.Tests;

public class GradientMonitorTests
{
    static readonly MonitorOptions EveryStep = new() { Every = 1 };

    [Fact]
    public void May_be_disposed_of_twice_and_takes_no_step_afterwards()
    {
        using var model = Networks.Of("cnn");
        using var optimizer = optim.SGD(model.parameters(), 0.01);
        // Batch-norm has statistics, of which the default guard keeps a copy outside of .NET's memory.
        var monitor = GradientMonitor.Attach(model, optimizer, EveryStep);
        using var scope = NewDisposeScope();
        var (input, target) = Networks.Batch("cnn");
        var loss = functional.cross_entropy(model.call(input), target);
        loss.backward();
        monitor.Step(loss);

        for (var times = 0; times < 3; times++) monitor.Dispose();

        Assert.Throws<ObjectDisposedException>(() => monitor.Step(loss));
        Assert.Equal(1, monitor.History.Count);
    }

    [Theory]
    [InlineData("mlp", false)]
    [InlineData("cnn", false)]
    [InlineData("lstm", false)]
    [InlineData("residual", false)]
    [InlineData("shared", false)]
    [InlineData("mlp", true)]
    [InlineData("cnn", true)]
    [InlineData("lstm", true)]
    [InlineData("residual", true)]
    [InlineData("shared", true)]
    public void Changes_no_bit_of_the_weights(string family, bool portable)
    {
        random.manual_seed(7);
        using var bare = Networks.Of(family);
        var expected = Networks.Train(bare, family, 100, (_, _) => false);

        random.manual_seed(7);
        using var watched = Networks.Of(family);
        GradientMonitor? monitor = null;
        var actual = Networks.Train(watched, family, 100, (loss, _) =>
        {
            monitor!.Step(loss);
            return true;
        }, optimizer => monitor = GradientMonitor.Attach(watched, optimizer, EveryStep with { PortableHooks = portable }));
        monitor!.Dispose();

        Assert.Equal(expected, actual);
        Assert.Equal(100, monitor.History.Count);
    }

    [Fact]
    public void Refuses_an_optimizer_that_asks_for_several_gradients_in_a_step()
    {
        using var model = Linear(4, 3);
        using var optimizer = optim.LBFGS(model.parameters());

        var refusal = Assert.Throws<ArgumentException>(() => GradientMonitor.Attach(model, optimizer));

        Assert.Contains("LBFGS asks a closure for several within a step", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(0.25, false)]
    [InlineData(1, true)]
    public void Hears_what_clipping_left(double byLoop, bool byGuard)
    {
        using var model = Linear(4, 3);
        using var optimizer = optim.SGD(model.parameters(), 0.1);
        using var monitor = GradientMonitor.Attach(model, optimizer, EveryStep with { Guards = byGuard ? [new Fathom.Torch.Guards.ClipGradientNorm(1)] : [] });
        foreach (var parameter in model.parameters()) parameter.grad = ones(parameter.shape);

        monitor.Step(null, byLoop);
        foreach (var parameter in model.parameters()) parameter.grad = zeros(parameter.shape);
        monitor.Step(null);

        // Fifteen ones have a norm of the root of 15.
        Assert.Equal(byGuard ? 1 / Math.Sqrt(15) : byLoop, monitor.History.First!.ClipFactor, 1e-5);
        Assert.Equal(1, monitor.History.Latest!.ClipFactor);
        Assert.Throws<ArgumentOutOfRangeException>(() => monitor.Step(null, double.NaN));
    }

    [Theory]
    [InlineData("mlp")]
    [InlineData("cnn")]
    [InlineData("lstm")]
    [InlineData("residual")]
    [InlineData("shared")]
    public void Reads_the_same_by_either_path(string family)
    {
        var native = ReadOnce(family, portable: false);
        var portable = ReadOnce(family, portable: true);

        Assert.Equal(native.Places.Select(Numbers), portable.Places.Select(Numbers));
        Assert.Equal(native.Ledger.Links.Select(link => (link.Name, link.Kind, link.Gain)), portable.Ledger.Links.Select(link => (link.Name, link.Kind, link.Gain)));
        Assert.NotEmpty(native.Ledger.Links);
        Assert.All(native.Places, place => Assert.NotNull(place.Activation));
    }

    [Fact]
    public void Reads_each_place_as_autograd_does()
    {
        using var scope = NewDisposeScope();
        random.manual_seed(3);
        using var model = Networks.Mlp(depth: 2);
        using var monitor = GradientMonitor.Attach(model, null, EveryStep);
        var (input, target) = Networks.Batch("mlp");

        var outputs = new List<Tensor>();
        var current = input;
        foreach (var (_, child) in model.named_children())
        {
            current = ((Module<Tensor, Tensor>)child).call(current);
            current.retain_grad();
            outputs.Add(current);
        }

        var loss = functional.cross_entropy(current, target);
        loss.backward();
        monitor.Step(loss);

        var places = monitor.History.Latest!.Places;
        Assert.Equal(outputs.Count, places.Count);
        foreach (var (output, place) in outputs.Zip(places))
        {
            Assert.Equal(output.to(float64).norm().item<double>(), place.Activation!.Norm, 1e-9);
            Assert.Equal(output.grad!.to(float64).norm().item<double>(), place.Gradient!.Norm, 1e-9);
        }
    }

    [Fact]
    public void Gives_one_reading_for_each_call_of_a_shared_module()
    {
        var reading = ReadOnce("shared", portable: false);

        var calls = reading.Places.Where(place => place.Name == "_layer").ToList();
        Assert.Equal([0, 1, 2], calls.Select(place => place.Call));
        Assert.Equal(3, calls.Select(place => place.Gradient!.Norm).Distinct().Count());
        Assert.Equal(["_output", "after _layer[2]", "_layer[2]", "after _layer[1]", "_layer[1]", "after _layer[0]"], reading.Ledger.Links.Select(link => link.Name));
    }

    [Fact]
    public void Measures_the_update_that_the_optimizer_made()
    {
        using var scope = NewDisposeScope();
        using var model = Linear(4, 3, hasBias: false);
        using var optimizer = optim.SGD(model.parameters(), 0.5);
        using var monitor = GradientMonitor.Attach(model, optimizer, EveryStep);
        var before = model.weight.detach().clone();

        var loss = model.call(ones(2, 4)).sum();
        loss.backward();
        monitor.Step(loss);

        var update = Assert.Single(monitor.History.Latest!.Parameters).Update!;
        // Each weight's gradient is 2 (two rows of ones), so each moves by -1.
        Assert.Equal(-12, update.Change.Sum, 1e-5);
        Assert.Equal(Math.Sqrt(12) / before.norm().item<float>(), update.Ratio, 1e-4);
        Assert.Equal(0, update.Lost);
        Assert.Equal(12, update.Pulled);
        Assert.Equal(0.5, monitor.History.Latest.LearningRate);
    }

    [Fact]
    public void Counts_updates_that_rounding_swallows()
    {
        using var scope = NewDisposeScope();
        using var model = Linear(4, 3, hasBias: false);
        using (no_grad()) model.weight.fill_(1);
        using var optimizer = optim.SGD(model.parameters(), 1e-9);
        using var monitor = GradientMonitor.Attach(model, optimizer, EveryStep);

        var loss = model.call(ones(2, 4)).sum();
        loss.backward();
        monitor.Step(loss);

        var update = monitor.History.Latest!.Parameters[0].Update!;
        Assert.Equal(1, update.LostShare);
        Assert.Equal(0, update.Ratio);
    }

    [Fact]
    public void Samples_the_update_of_a_large_parameter()
    {
        using var scope = NewDisposeScope();
        using var model = Linear(300, 200, hasBias: false);
        using var optimizer = optim.SGD(model.parameters(), 0.5);
        using var monitor = GradientMonitor.Attach(model, optimizer, EveryStep with { UpdateSample = 4096 });

        var loss = model.call(ones(1, 300)).sum();
        loss.backward();
        monitor.Step(loss);

        var update = monitor.History.Latest!.Parameters[0].Update!;
        Assert.True(update.Sampled);
        Assert.Equal(4096, update.Change.Count);
        Assert.Equal(-2048, update.Change.Sum, 1e-2);
    }

    [Fact]
    public void Knows_which_parameters_the_optimizer_moves()
    {
        using var scope = NewDisposeScope();
        using var model = Networks.Mlp(depth: 1);
        using var optimizer = optim.SGD(model.parameters().Skip(2), 0.5);
        using var monitor = GradientMonitor.Attach(model, optimizer, EveryStep);

        var loss = model.call(randn(4, 8)).pow(2).mean();
        loss.backward();
        monitor.Step(loss);

        Assert.Equal([0, 0, 0.5, 0.5], monitor.History.Latest!.Parameters.Select(parameter => parameter.LearningRate));
    }

    [Theory]
    [InlineData(ScalarType.Float32)]
    [InlineData(ScalarType.Float64)]
    [InlineData(ScalarType.BFloat16)]
    public void Counts_lost_updates_in_every_precision(ScalarType type)
    {
        using var scope = NewDisposeScope();
        using var model = Linear(7, 5, hasBias: false).to(type);
        using var optimizer = optim.SGD(model.parameters(), 1);
        using var monitor = GradientMonitor.Attach(model, optimizer, EveryStep);
        using (no_grad()) model.weight.fill_(1);

        // Inputs of 0 pull nothing; those of 1e-20 are swallowed; those of 1 move by 1.
        var input = tensor([0f, 0f, 0f, 1e-20f, 1e-20f, 1f, 1f]).to(type).reshape(1, 7);
        var loss = model.call(input).sum();
        loss.backward();
        monitor.Step(loss);

        var update = monitor.History.Latest!.Parameters[0].Update!;
        Assert.Equal((20, 10), (update.Pulled, update.Lost));
        Assert.Equal(Math.Sqrt(10.0 / 35), update.Ratio, 1e-6);
    }

    [Fact]
    public void Keeps_the_last_of_several_accumulated_passes()
    {
        using var model = Networks.Mlp();
        using var optimizer = optim.SGD(model.parameters(), 0.1);
        using var monitor = GradientMonitor.Attach(model, optimizer, EveryStep);
        using var scope = NewDisposeScope();

        Tensor loss = zeros(1);
        for (var micro = 0; micro < 3; micro++)
        {
            var (input, target) = Networks.Batch("mlp");
            loss = functional.cross_entropy(model.call(input), target);
            loss.backward();
        }

        monitor.Step(loss);

        var reading = monitor.History.Latest!;
        Assert.Equal(10, reading.Places.Count);
        Assert.All(reading.Places, place => Assert.NotNull(place.Gradient));
        Assert.Equal(8, reading.Ledger.Links.Count);
    }

    [Fact]
    public void Joins_several_losses_of_one_pass()
    {
        using var scope = NewDisposeScope();
        using var model = Networks.Mlp();
        using var monitor = GradientMonitor.Attach(model, null, EveryStep);
        var (input, target) = Networks.Batch("mlp");

        var output = model.call(input);
        functional.cross_entropy(output, target).backward(retain_graph: true);
        var second = output.pow(2).mean();
        second.backward();
        monitor.Step(second);

        var reading = monitor.History.Latest!;
        // The second backward pass is the one that is read, whole.
        var expected = (output.detach().to(float64) * 2 / output.numel()).norm().item<double>();
        Assert.Equal(expected, reading.Ledger.OutputNorm, 1e-6);
        Assert.Equal(8, reading.Ledger.Links.Count);
    }

    [Fact]
    public void Overlooks_evaluation_between_steps()
    {
        using var scope = NewDisposeScope();
        using var model = Networks.Mlp();
        using var monitor = GradientMonitor.Attach(model, null, EveryStep);
        var (input, target) = Networks.Batch("mlp");

        using (no_grad()) model.call(input);
        var loss = functional.cross_entropy(model.call(input), target);
        using (no_grad()) model.call(input);
        loss.backward();
        using (no_grad()) model.call(input);
        monitor.Step(loss);

        Assert.Equal(10, monitor.History.Latest!.Places.Count);
        Assert.All(monitor.History.Latest.Places, place => Assert.Equal(0, place.Call));
    }

    [Fact]
    public void Does_not_grow_when_an_evaluation_forgets_no_grad()
    {
        using var model = Networks.Mlp();
        using var monitor = GradientMonitor.Attach(model, null, EveryStep);
        for (var batch = 0; batch < 1_000; batch++)
        {
            using var evaluation = NewDisposeScope();
            model.call(Networks.Batch("mlp").Input);
        }

        using var scope = NewDisposeScope();
        var (input, target) = Networks.Batch("mlp");
        var loss = functional.cross_entropy(model.call(input), target);
        loss.backward();
        monitor.Step(loss);

        Assert.InRange(monitor.History.Latest!.Places.Count, 10, 90);
        Assert.Equal(8, monitor.History.Latest.Ledger.Links.Count);
    }

    [Fact]
    public void Survives_a_model_that_changes_its_precision_under_it()
    {
        using var scope = NewDisposeScope();
        using var model = Linear(64, 64);
        using var monitor = GradientMonitor.Attach(model, null, EveryStep);
        model.to(float64);
        using var optimizer = optim.SGD(model.parameters(), 0.1);

        for (var step = 0; step < 3; step++)
        {
            optimizer.zero_grad();
            var loss = model.call(randn(4, 64, dtype: float64)).pow(2).mean();
            loss.backward();
            monitor.Step(loss);
            optimizer.step();
        }

        Assert.Equal(3, monitor.History.Count);
        Assert.All(monitor.History.Latest!.Parameters, parameter => Assert.Null(parameter.Update));
        Assert.Empty(monitor.Diagnose());
    }

    [Fact]
    public void Says_so_once_when_modules_are_called_by_forward()
    {
        using var model = new CallsForward();
        using var optimizer = optim.SGD(model.parameters(), 0.1);
        using var monitor = GradientMonitor.Attach(model, optimizer, EveryStep);
        for (var step = 0; step < 3; step++)
        {
            using var scope = NewDisposeScope();
            optimizer.zero_grad();
            var loss = model.call(randn(4, 4)).pow(2).mean();
            loss.backward();
            monitor.Step(loss);
        }

        var note = Assert.Single(monitor.Diagnose(), finding => finding.Id == "unprobed-module");
        Assert.Equal((Severity.Note, "_layer", 1L), (note.Severity, note.Place, note.Step));
        Assert.True(monitor.History.Latest!.Parameters[0].Gradient!.Norm > 0);
    }

    [Fact]
    public void Reads_outputs_that_are_detached_or_hold_no_floats()
    {
        using var scope = NewDisposeScope();
        using var model = new Detaches();
        using var monitor = GradientMonitor.Attach(model, null, EveryStep);

        var loss = model.call(randn(4, 4)).pow(2).mean();
        loss.backward();
        monitor.Step(loss);

        var places = monitor.History.Latest!.Places;
        Assert.Null(Assert.Single(places, place => place.Name == "_frozen").Gradient);
        Assert.NotNull(Assert.Single(places, place => place.Name == "_live").Gradient);
        Assert.Equal(8, Assert.Single(places, place => place.Name == "_embedding").Activation!.Count);
    }

    [Fact]
    public void Sees_the_gradient_before_an_in_place_activation_and_after_it()
    {
        using var scope = NewDisposeScope();
        using var model = Sequential(("linear", Linear(4, 4)), ("relu", ReLU(inplace: true)), ("output", Linear(4, 1)));
        using var monitor = GradientMonitor.Attach(model, null, EveryStep);

        var loss = model.call(randn(64, 4)).sum();
        loss.backward();
        monitor.Step(loss);

        var ledger = monitor.History.Latest!.Ledger;
        Assert.Equal(["output", "relu"], ledger.Links.Select(link => link.Name));
        // About half of the units are off, and exactly those lose their gradient.
        Assert.InRange(ledger.Links[1].Gain, 0.3, 0.95);
    }

    [Fact]
    public void Goes_on_training_after_a_failure_of_its_own()
    {
        using var model = Linear(4, 3);
        using var optimizer = optim.SGD(model.parameters(), 0.1);
        using var monitor = GradientMonitor.Attach(model, optimizer, EveryStep with { Diagnoses = [] });
        monitor.FailAt(2);
        var before = model.weight.detach().clone();
        for (var step = 0; step < 4; step++)
        {
            using var scope = NewDisposeScope();
            optimizer.zero_grad();
            var loss = model.call(randn(4, 4)).pow(2).mean();
            loss.backward();
            monitor.Step(loss);
        }

        Assert.Equal(1, monitor.History.Count);
        Assert.Equal(4, monitor.Steps);
        var note = Assert.Single(monitor.Diagnose());
        Assert.Equal(("probe-failure", Severity.Note, 2L), (note.Id, note.Severity, note.Step));
        Assert.False(before.allclose(model.weight));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Leaves_no_tensor_and_no_hook_behind(bool portable)
    {
        using var model = Networks.Of("residual");
        using var optimizer = optim.Adam(model.parameters());
        Train(model, optimizer, 3, loss => optimizer.step());
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;

        var monitor = GradientMonitor.Attach(model, optimizer, EveryStep with { PortableHooks = portable });
        Train(model, optimizer, 1_000, monitor.Step);
        monitor.Dispose();

        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
        var seen = monitor.History.Count;
        Train(model, optimizer, 1, loss => optimizer.step());
        Assert.Equal(seen, monitor.History.Count);
        Assert.All(model.modules().Cast<Module<Tensor, Tensor>>(), module => Assert.Equal(0, Hooks.On(module)));
    }

    static void Train(Module<Tensor, Tensor> model, optim.Optimizer optimizer, int steps, Action<Tensor> step)
    {
        for (var number = 0; number < steps; number++)
        {
            using var scope = NewDisposeScope();
            optimizer.zero_grad();
            var loss = model.call(randn(4, 8)).pow(2).mean();
            loss.backward();
            step(loss);
        }
    }

    static StepReading ReadOnce(string family, bool portable)
    {
        using var scope = NewDisposeScope();
        random.manual_seed(11);
        using var model = Networks.Of(family);
        using var monitor = GradientMonitor.Attach(model, null, EveryStep with { PortableHooks = portable });
        var (input, target) = Networks.Batch(family);
        var loss = functional.cross_entropy(model.call(input), target);
        loss.backward();
        monitor.Step(loss);
        Assert.Equal(portable ? "identity functions" : "native hooks", monitor.GradientPath);
        Assert.Empty(monitor.Diagnose());
        return monitor.History.Latest!;
    }

    static (string Name, int Call, double? Activation, double? Gradient) Numbers(PlaceReading place) =>
        (place.Name, place.Call, place.Activation?.Norm, place.Gradient?.Norm);

    sealed class CallsForward : Module<Tensor, Tensor>
    {
        readonly TorchSharp.Modules.Linear _layer = Linear(4, 4);

        public CallsForward()
            : base(nameof(CallsForward)) => RegisterComponents();

        public override Tensor forward(Tensor input) => _layer.forward(input);
    }

    sealed class Detaches : Module<Tensor, Tensor>
    {
        readonly TorchSharp.Modules.Linear _frozen = Linear(4, 4);
        readonly TorchSharp.Modules.Linear _live = Linear(4, 4);
        readonly TorchSharp.Modules.Embedding _embedding = Embedding(10, 2);

        public Detaches()
            : base(nameof(Detaches)) => RegisterComponents();

        public override Tensor forward(Tensor input)
        {
            var looked = _embedding.call(arange(4)).sum();
            return _live.call(_frozen.call(input).detach()) + looked;
        }
    }
}
