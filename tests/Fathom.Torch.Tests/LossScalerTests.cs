using Fathom.Diagnoses;
using Fathom.Recipes;
using Fathom.Torch.Guards;
using Fathom.Torch.Treatments;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Fathom.Torch.Tests;

public sealed class LossScalerTests : IDisposable
{
    readonly DisposeScope _scope = NewDisposeScope();

    [Fact]
    public void A_float16_training_whose_gradients_underflow_learns_with_a_scale_and_not_without()
    {
        // One of 64 samples pulls at its answer by 6e-9 times its error: float16 has nothing between 0 and 6e-8. The rate makes up for the size.
        const double size = 2e-7, rate = 6e4;

        var without = Losses(Student(float16), model => optim.SGD(model.parameters(), rate), size, steps: 1_000);
        var with = Losses(Student(float16), model => new LossScaler(model, copies => optim.SGD(copies, rate)), size, steps: 1_000);
        var whole = Losses(Student(float32), model => optim.SGD(model.parameters(), rate), size, steps: 1_000);

        Assert.Equal(without[0], without[^1]);
        Assert.True(with[^1] < 0.75 * with[0], $"{with[0]} to {with[^1]}");
        Assert.Equal(whole[^1], with[^1], 0.05 * whole[0]);
    }

    [Fact]
    public void Float32_copies_add_up_updates_that_bfloat16_loses()
    {
        var (stored, copied) = (Student(bfloat16), Student(bfloat16));
        var before = WeightsOf(stored);

        Losses(stored, model => optim.SGD(model.parameters(), 1e-4), 1);
        Losses(copied, model => new LossScaler(model, copies => optim.SGD(copies, 1e-4), new FixedLossScale { By = 1 }), 1);

        // Half of the last of eight digits of a weight of 0.2 is 4e-4, and a step 1e-5: two hundred of them are five times as much.
        Assert.InRange(Unmoved(before, stored), 0.9, 1);
        Assert.InRange(Unmoved(before, copied), 0, 0.6);
    }

    [Fact]
    public void The_scale_goes_down_where_gradients_overflow_and_up_again_after_steps_without()
    {
        // The gradient is the scale itself, and float16 ends at 65,504.
        var model = Linear(1, 1, hasBias: false).to(float16);
        using var optimizer = new LossScaler(model, copies => optim.SGD(copies, 1e-3), new DynamicLossScale { Interval = 3 });
        var scales = new List<double>();

        for (var step = 0; step < 6; step++)
        {
            optimizer.zero_grad();
            optimizer.Scale(((Module<Tensor, Tensor>)model).call(ones(1, 1, float16)).to(float32).sum()).backward();
            optimizer.step();
            scales.Add(optimizer.CurrentScale);
        }

        Assert.Equal([32_768, 32_768, 32_768, 65_536, 32_768, 32_768], scales);
        Assert.Equal((2, 1), (optimizer.OverflowedSteps, optimizer.GoodSteps));
    }

    [Fact]
    public void A_step_that_overflows_changes_neither_weights_nor_copies_nor_memory()
    {
        var model = Student(float16);
        using var optimizer = new LossScaler(model, copies => optim.Adam(copies, 0.1), new DynamicLossScale { Initial = LossScale.Most });
        using var before = TrainingSnapshot.Of(model, optimizer);

        Backward(model, optimizer, 1e6);
        optimizer.step();

        using var after = TrainingSnapshot.Of(model, optimizer);
        Assert.Equal(1, optimizer.OverflowedSteps);
        Assert.Equal(before.Entries.Where(entry => entry.Tensor is not null).Select(entry => Bits(entry.Tensor!)), after.Entries.Where(entry => entry.Tensor is not null).Select(entry => Bits(entry.Tensor!)));
    }

    [Theory]
    [InlineData("sgd")]
    [InlineData("adam")]
    public void In_float32_a_power_of_two_changes_no_bit(string kind)
    {
        var (plain, scaled) = (Student(float32), Student(float32));
        optim.Optimizer Make(IEnumerable<Parameter> weights) => kind == "sgd" ? optim.SGD(weights, 0.1, 0.9) : optim.Adam(weights, 0.01);

        Losses(plain, model => Make(model.parameters()), 1);
        Losses(scaled, model => new LossScaler(model, Make, new FixedLossScale { By = 4096 }), 1);

        Assert.Equal(WeightsOf(plain), WeightsOf(scaled));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_monitor_reads_the_gradients_of_a_float32_twin(bool portable)
    {
        var (half, twin) = (Student(float16), Student(float16).to(float32));

        var scaled = Reading(half, new LossScaler(half, copies => optim.SGD(copies, 1e6)), 1e-8, portable);
        var whole = Reading(twin, optim.SGD(twin.parameters(), 1e6), 1e-8, portable);

        Assert.Equal(65_536, scaled.LossScale);
        Assert.Equal(1, whole.LossScale);
        foreach (var (own, other) in scaled.Parameters.Zip(whole.Parameters))
        {
            Assert.True(own.Gradient!.LargestMagnitude < 6e-8, "All are below what float16 can hold.");
            Assert.Equal(1, own.Gradient.Norm / other.Gradient!.Norm, 0.01);
            Assert.Equal(1, own.Update!.Change.Norm / other.Update!.Change.Norm, 0.01);
            Assert.Equal((Fathom.Statistics.ElementType.Float32, Fathom.Statistics.ElementType.Float16), (own.Type, own.GradientType));
        }

        foreach (var (own, other) in scaled.Places.Zip(whole.Places)) Assert.Equal(1, own.Gradient!.Norm / other.Gradient!.Norm, 0.01);
        foreach (var (own, other) in scaled.Ledger.Links.Zip(whole.Ledger.Links)) Assert.Equal(1, own.Gain / other.Gain, 0.01);
        Assert.Equal(1, scaled.Ledger.OutputNorm / whole.Ledger.OutputNorm, 0.01);
        Assert.Equal(1, scaled.Descent / whole.Descent, 0.02);
    }

    [Theory]
    [InlineData(ScalarType.Float16, true)]
    [InlineData(ScalarType.Float16, false)]
    [InlineData(ScalarType.BFloat16, true)]
    [InlineData(ScalarType.BFloat16, false)]
    public void A_healthy_training_is_found_healthy_while_the_scale_is_found(ScalarType type, bool isGuarded)
    {
        var model = Student(type);
        using var optimizer = new LossScaler(model, copies => optim.SGD(copies, 5e-4, 0.5), new DynamicLossScale { Initial = LossScale.Most, Interval = 10 });

        var findings = Findings(model, optimizer, 100, steps: 40, isGuarded, out var monitor);

        Assert.Empty(findings);
        Assert.Equal(type == ScalarType.Float16, optimizer.OverflowedSteps > 0);
        Assert.Equal(optimizer.OverflowedSteps, monitor.GuardEvents.Count);
        Assert.All(monitor.GuardEvents, happened => Assert.Equal(("scale-loss", Fathom.Guards.GuardAction.Skipped), (happened.Guard, happened.Action)));
        Assert.Equal(0, monitor.SkippedSteps);
        Assert.Equal(40 - optimizer.OverflowedSteps, monitor.History.Count);
    }

    [Fact]
    public void Where_no_scale_is_left_to_try_an_overflow_is_what_it_is()
    {
        var model = Student(float16);
        using var optimizer = new LossScaler(model, copies => optim.SGD(copies, 1e-9), new FixedLossScale { By = LossScale.Most });

        var findings = Findings(model, optimizer, 1e5, steps: 5, isGuarded: true, out var monitor);

        Assert.Equal("non-finite", findings[0].Id);
        Assert.All(monitor.GuardEvents, happened => Assert.Equal("skip-non-finite", happened.Guard));
        Assert.Equal(5, monitor.SkippedSteps);
    }

    [Fact]
    public void A_guard_undoes_a_step_whose_rounding_overflows()
    {
        var model = Linear(1, 1, hasBias: false).to(float16);
        using (no_grad()) model.parameters().Single().fill_(65_000f);
        using var optimizer = new LossScaler(model, copies => optim.SGD(copies, 1e4), new FixedLossScale { By = 1 });
        using var monitor = GradientMonitor.Attach(model, optimizer);

        optimizer.Scale(((Module<Tensor, Tensor>)model).call(ones(1, 1, float16)).to(float32).sum().neg()).backward();
        monitor.Step(null);

        Assert.Equal(64_992f, model.parameters().Single().to(float32).item<float>());
        Assert.True(monitor.LastStepWasSkipped);
        Assert.Equal(64_992f, optimizer.CopyOf(model.parameters().Single()).item<float>());
    }

    [Fact]
    public void Clips_act_on_the_gradient_of_the_loss_itself()
    {
        var model = Student(float16);
        using var optimizer = new LossScaler(model, copies => optim.SGD(copies, 1));
        using var monitor = GradientMonitor.Attach(model, optimizer, new() { Every = 1, Guards = [new ClipGradientNorm(1e-3)] });

        Backward(model, optimizer, 1);
        monitor.Step(null);

        Assert.Equal(1e-3, Math.Sqrt(monitor.History.Latest!.Parameters.Sum(parameter => Math.Pow(parameter.Gradient!.Norm, 2))), 1e-6);
        Assert.Equal(1e-3, Math.Sqrt(monitor.History.Latest.Parameters.Sum(parameter => Math.Pow(parameter.Update!.Change.Norm, 2))), 1e-6);
    }

    [Fact]
    public void A_training_goes_on_from_a_snapshot_to_the_bit()
    {
        var (model, restored) = (Student(float16), Student(float16));
        using var optimizer = new LossScaler(model, copies => optim.Adam(copies, 0.01), new DynamicLossScale { Initial = LossScale.Most, Interval = 4 });
        using var again = new LossScaler(restored, copies => optim.Adam(copies, 0.01), new DynamicLossScale { Interval = 4 });
        Train(model, optimizer, 1, steps: 30);
        using var snapshot = TrainingSnapshot.Of(model, optimizer);

        snapshot.RestoreTo(restored, again);
        Train(model, optimizer, 1, steps: 9);
        Train(restored, again, 1, steps: 9);

        Assert.Equal(optimizer.CurrentScale, again.CurrentScale);
        Assert.Equal(WeightsOf(model), WeightsOf(restored));
        Assert.Equal(model.parameters().Select(weight => Bits(optimizer.CopyOf(weight))), restored.parameters().Select(weight => Bits(again.CopyOf(weight))));
    }

    [Fact]
    public void Weights_that_somebody_else_writes_are_taken_over()
    {
        var model = Student(float16);
        using var optimizer = new LossScaler(model, copies => optim.SGD(copies, 0));
        var weight = model.parameters().First();
        var untouched = optimizer.CopyOf(weight)[1].detach().clone();

        using (no_grad()) weight[0].fill_(0.25f);
        Backward(model, optimizer, 1);
        optimizer.step();

        Assert.All(weight[0].to(float32).data<float>(), value => Assert.Equal(0.25f, value));
        Assert.Equal(Bits(untouched), Bits(optimizer.CopyOf(weight)[1].detach()));
    }

    [Fact]
    public void Layers_that_start_anew_start_anew_in_the_copies_and_in_the_memory()
    {
        var model = Student(float16);
        using var optimizer = new LossScaler(model, copies => optim.Adam(copies, 0.01));
        Train(model, optimizer, 1, steps: 3);
        var memory = new OptimizerMemory(optimizer);

        new LiveTraining(model, optimizer).Apply(new RestartLayers { Where = (name, _) => name == "linear1", With = weights => weights.fill_(0.5f) });
        optimizer.Unscale();

        Assert.All(optimizer.CopyOf(model.parameters().First()).data<float>(), value => Assert.Equal(0.5f, value));
        Assert.Equal([0, 0, 3, 3], memory.Cells.Select(cell => cell.Number(0)));
    }

    [Fact]
    public void Takes_no_further_parameters_and_says_so()
    {
        var model = Student(float16);
        using var optimizer = new LossScaler(model, copies => optim.Adam(copies, 0.01));

        Assert.Throws<LiveTreatmentException>(() => new LiveTraining(model, optimizer).Apply(new AddZeroSkips()));
    }

    [Fact]
    public void Refuses_an_optimizer_that_asks_for_several_gradients() =>
        Assert.Throws<ArgumentException>(() => new LossScaler(Student(float32), copies => optim.LBFGS(copies)));

    [Fact]
    public void Leaves_no_tensor_behind()
    {
        var model = Student(float16);
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;

        using (var optimizer = new LossScaler(model, copies => optim.Adam(copies, 0.01))) Train(model, optimizer, 1, steps: 3);
        foreach (var weight in model.parameters()) weight.grad = null;

        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    public void Dispose() => _scope.Dispose();

    /// <summary>Eight numbers, two layers, one answer; the same weights, but for rounding, in every format.</summary>
    static Module<Tensor, Tensor> Student(ScalarType type)
    {
        manual_seed(1);
        return Sequential(("linear1", Linear(8, 16)), ("tanh1", Tanh()), ("linear2", Linear(16, 1))).to(type);
    }

    static double[] Losses(Module<Tensor, Tensor> model, Func<Module<Tensor, Tensor>, optim.Optimizer> make, double size, int steps = 200)
    {
        using var optimizer = make(model);
        return [.. Train(model, optimizer, size, steps)];
    }

    static List<double> Train(Module<Tensor, Tensor> model, optim.Optimizer optimizer, double size, int steps, GradientMonitor? monitor = null)
    {
        var losses = new List<double>();
        for (var step = 0; step < steps; step++)
        {
            using var scope = NewDisposeScope();
            var loss = Backward(model, optimizer, size);
            if (monitor is null) optimizer.step();
            else monitor.Step(loss);
            losses.Add(loss.item<float>() / size);
        }

        return losses;
    }

    /// <summary>The same batch in every step: the target is the sine of the sum.</summary>
    static Tensor Backward(Module<Tensor, Tensor> model, optim.Optimizer optimizer, double size)
    {
        using var generator = new Generator(7);
        var input = randn(64, 8, generator: generator);
        optimizer.zero_grad();
        var answers = model.call(input.to(model.parameters().First().dtype)).to(float32);
        var loss = functional.mse_loss(answers, input.sum(1, keepdim: true).sin()) * size;
        (optimizer is LossScaler scaler ? scaler.Scale(loss) : loss).backward();
        return loss;
    }

    static Fathom.Ledger.StepReading Reading(Module<Tensor, Tensor> model, optim.Optimizer optimizer, double size, bool portable)
    {
        using var owned = optimizer;
        using var monitor = GradientMonitor.Attach(model, optimizer, new() { Every = 1, PortableHooks = portable });
        Train(model, optimizer, size, 1, monitor);
        return monitor.History.Latest!;
    }

    static IReadOnlyList<Finding> Findings(Module<Tensor, Tensor> model, optim.Optimizer optimizer, double size, int steps, bool isGuarded, out GradientMonitor monitor)
    {
        MonitorOptions options = new() { Every = 1 };
        using var attached = GradientMonitor.Attach(model, optimizer, isGuarded ? options : options with { Guards = [] });
        Train(model, optimizer, size, steps, attached);
        monitor = attached;
        return attached.Diagnose();
    }

    static double Unmoved(float[] before, Module<Tensor, Tensor> model) => before.Zip(WeightsOf(model)).Average(pair => pair.First == pair.Second ? 1 : 0);

    static float[] WeightsOf(Module<Tensor, Tensor> model) => [.. model.parameters().SelectMany(weight => weight.to(float32).data<float>().ToArray())];

    static byte[] Bits(Tensor tensor) => tensor.contiguous().bytes.ToArray();
}
