using Fathom.Guards;
using Fathom.Torch.Guards;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using Linear = TorchSharp.Modules.Linear;

namespace Fathom.Torch.Tests.Guards;

public sealed class SkipNonFiniteTests : IDisposable
{
    readonly DisposeScope _scope = NewDisposeScope();

    [Theory]
    [InlineData("mlp", "sgd")]
    [InlineData("cnn", "adam")]
    [InlineData("lstm", "rmsprop")]
    [InlineData("residual", "adagrad")]
    [InlineData("cnn", "adamw")]
    public void Changes_no_bit_where_nothing_is_wrong(string family, string optimizer)
    {
        var bare = WeightsAfter(family, optimizer, []);
        var guarded = WeightsAfter(family, optimizer, [new SkipNonFinite()]);
        var onArrival = WeightsAfter(family, optimizer, [new SkipNonFinite { ReadsAllOnArrival = true }]);

        Assert.Equal(bare, guarded);
        Assert.Equal(bare, onArrival);
    }

    [Theory]
    [InlineData("in the backward pass")]
    [InlineData("by a write to one number")]
    [InlineData("by a write through a span to all")]
    [InlineData("by another gradient in its place")]
    public void Skips_for_bad_numbers_in_a_gradient_so_large_that_it_is_read_on_arrival(string how)
    {
        using var model = Sequential(Linear(64, 4096), ReLU(), Linear(4096, 1200));
        using var optimizer = optim.Adam(model.parameters(), 1e-3);
        using var monitor = GradientMonitor.Attach(model, optimizer);
        var weight = model.parameters().Single(parameter => parameter.numel() == 4096 * 1200);
        var input = randn(8, 64);

        for (var step = 1; step <= 6; step++)
        {
            using var scope = NewDisposeScope();
            var before = weight.clone();
            optimizer.zero_grad();
            var loss = model.call(input).pow(2).mean();
            // The slope of a root at 0 is infinite, and that of a magnitude 0.
            if (step == 4 && how == "in the backward pass") loss += (weight * 0).abs().sqrt().sum();
            loss.backward();
            if (step == 4) Spoil(weight, how);
            monitor.Step(loss);

            Assert.Equal(step == 4, monitor.LastStepWasSkipped);
            Assert.Equal(step == 4, before.equal(weight).all().item<bool>());
        }

        Assert.True(weight.isfinite().all().item<bool>());
    }

    [Fact]
    public void Hears_large_gradients_alone_and_only_where_there_is_much_to_read()
    {
        using var large = Sequential(Linear(64, 4096), ReLU(), Linear(4096, 1200));
        using var small = Linear(1024, 1024);
        using var ofLarge = optim.Adam(large.parameters());
        using var ofSmall = optim.Adam(small.parameters());

        using var heard = GradientArrivals.Of(new GuardedTraining(large, ofLarge, _ => { }));

        Assert.Equal(ArrivalTrial.Succeeded, heard is not null);
        if (heard is not null) Assert.Equal([true, false, true, false], Enumerable.Range(0, 4).Select(place => heard[place] is not null));
        Assert.Null(GradientArrivals.Of(new GuardedTraining(small, ofSmall, _ => { })));
    }

    [Theory]
    [InlineData(ScalarType.Float32, double.NaN)]
    [InlineData(ScalarType.Float32, double.PositiveInfinity)]
    [InlineData(ScalarType.Float64, double.NegativeInfinity)]
    [InlineData(ScalarType.BFloat16, double.NaN)]
    [InlineData(ScalarType.Float16, double.PositiveInfinity)]
    public void Skips_for_one_bad_number_in_any_precision(ScalarType type, double bad)
    {
        using var model = Linear(300, 20).to(type);
        using var optimizer = optim.SGD(model.parameters(), 0.1);
        using var monitor = GradientMonitor.Attach(model, optimizer);
        var before = model.weight.clone();

        Grade(model, type);
        monitor.Step(null);
        var stepped = model.weight.clone();
        Grade(model, type);
        model.weight.grad![19, 299] = tensor(bad).to(type);
        monitor.Step(null);

        Assert.False(before.equal(stepped).all().item<bool>());
        Assert.True(stepped.equal(model.weight).all().item<bool>());
        Assert.True(monitor.LastStepWasSkipped);
        Assert.Equal(1, monitor.SkippedSteps);
        var said = Assert.Single(monitor.GuardEvents);
        Assert.Equal((2L, "skip-non-finite", GuardAction.Skipped), (said.Step, said.Guard, said.Action));
        Assert.Contains("weight held 1 numbers", said.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Looks_at_every_step_and_not_only_at_those_that_are_read()
    {
        using var model = Linear(4, 3);
        using var optimizer = optim.SGD(model.parameters(), 0.1);
        using var monitor = GradientMonitor.Attach(model, optimizer, new() { Every = 1_000 });
        for (var step = 1; step <= 50; step++)
        {
            Grade(model, ScalarType.Float32);
            if (step % 7 == 0) model.bias!.grad![1] = float.NaN;
            monitor.Step(null);
        }

        Assert.Equal([7, 14, 21, 28, 35, 42, 49], monitor.GuardEvents.Select(said => said.Step));
        Assert.True(model.bias!.isfinite().all().item<bool>());
    }

    [Fact]
    public void Sees_into_sparse_gradients_and_passes_over_missing_ones()
    {
        using var table = Embedding(10, 2, sparse: true);
        using var unused = Linear(2, 2);
        using var optimizer = optim.SGD(table.parameters().Concat(unused.parameters()), 0.1);
        using var monitor = GradientMonitor.Attach(table, optimizer);
        var before = table.weight!.clone();

        (table.call(tensor([1L, 4L])).sum() * double.NaN).backward();
        monitor.Step(null);
        var skipped = before.equal(table.weight!).all().item<bool>();
        table.weight!.grad = null;
        table.call(tensor([1L, 4L])).sum().backward();
        monitor.Step(null);

        Assert.True(skipped);
        Assert.Equal(1, monitor.SkippedSteps);
        Assert.False(before.equal(table.weight!).all().item<bool>());
    }

    [Fact]
    public void Puts_running_statistics_back_after_a_corrupt_batch()
    {
        using var model = Networks.Of("cnn");
        using var optimizer = optim.SGD(model.parameters(), 0.01);
        using var monitor = GradientMonitor.Attach(model, optimizer);
        Step(model, optimizer, monitor, Networks.Batch("cnn").Input);
        var before = Buffers(model);

        Step(model, optimizer, monitor, full([16, 1, 8, 8], double.NaN, float32));
        var after = Buffers(model);
        Step(model, optimizer, monitor, Networks.Batch("cnn").Input);

        Assert.Equal(before, after);
        Assert.NotEqual(before, Buffers(model));
        Assert.Equal(1, monitor.SkippedSteps);
    }

    [Fact]
    public void Begins_anew_what_the_optimizer_remembers_where_it_is_lost()
    {
        using var model = Linear(4, 3);
        using var optimizer = optim.Adam(model.parameters(), 0.1);
        using var monitor = GradientMonitor.Attach(model, optimizer);
        Grade(model, ScalarType.Float32);
        monitor.Step(null);
        var states = optimizer.state_dict().State.Cast<Adam.State>().ToArray();
        states[0].exp_avg_sq[0, 0] = float.NaN;

        Grade(model, ScalarType.Float32);
        monitor.Step(null);

        Assert.Equal(GuardAction.Repaired, Assert.Single(monitor.GuardEvents).Action);
        Assert.Equal(0, monitor.SkippedSteps);
        Assert.Equal((1L, 2L), (states[0].step, states[1].step));
        Assert.True(model.weight.isfinite().all().item<bool>());
    }

    [Theory]
    [InlineData("rate too large")]
    [InlineData("division by zero")]
    [InlineData("square too large")]
    public void Undoes_a_step_of_finite_numbers_that_ends_beyond_them(string how)
    {
        using var model = Linear(4, 3);
        using optim.Optimizer optimizer = how switch
        {
            "rate too large" => optim.SGD(model.parameters(), 1e38, momentum: 0.9),
            "division by zero" => optim.Adam(model.parameters(), 0.1, eps: 0),
            _ => optim.Adam(model.parameters(), 0.1),
        };
        using var monitor = GradientMonitor.Attach(model, optimizer);
        var before = model.weight.clone();
        Grade(model, ScalarType.Float32, how switch { "rate too large" => 100, "division by zero" => 0, _ => 1e25 });

        monitor.Step(null);

        Assert.True(before.equal(model.weight).all().item<bool>());
        Assert.Contains("it was undone", Assert.Single(monitor.GuardEvents).Sentence, StringComparison.Ordinal);
        Assert.True(monitor.LastStepWasSkipped);
        var remembered = new OptimizerMemory(optimizer).Cells.SelectMany(cell => Enumerable.Range(0, cell.TensorCount).Select(cell.Tensor)).OfType<Tensor>();
        Assert.All(remembered, tensor => Assert.Equal(0, tensor.abs().max().item<float>()));
    }

    [Fact]
    public void Takes_no_part_where_it_is_switched_off_or_there_is_no_optimizer()
    {
        using var model = Linear(4, 3);
        using var optimizer = optim.SGD(model.parameters(), 0.1);
        using var off = GradientMonitor.Attach(model, optimizer, new() { Guards = [] });
        using var watching = GradientMonitor.Attach(model);
        Grade(model, ScalarType.Float32, double.NaN);

        watching.Step(null);
        off.Step(null);

        Assert.Empty(watching.GuardEvents);
        Assert.False(model.weight.isfinite().any().item<bool>());
        Assert.Throws<ArgumentException>(() => GradientMonitor.Attach(model, null, new() { Guards = [new RollBack()] }));
    }

    [Fact]
    public void Does_not_take_a_loss_of_many_numbers_for_one_that_is_lost()
    {
        using var model = Linear(4, 3);
        using var optimizer = optim.SGD(model.parameters(), 0.1);
        using var monitor = GradientMonitor.Attach(model, optimizer);
        Grade(model, ScalarType.Float32);

        monitor.Step(ones(3));
        monitor.Step(tensor(double.NaN));

        Assert.Equal(2, Assert.Single(monitor.GuardEvents).Step);
    }

    [Fact]
    public void Tells_a_listener_when_the_step_is_over_and_keeps_the_latest_events()
    {
        using var model = Linear(4, 3);
        using var optimizer = optim.SGD(model.parameters(), 0.1);
        var told = new List<GuardEvent>();
        using var monitor = GradientMonitor.Attach(model, optimizer, new() { OnGuardEvent = told.Add, GuardEventCapacity = 3 });

        for (var step = 0; step < 10; step++) monitor.Step(tensor(double.NaN));

        Assert.Equal(10, told.Count);
        Assert.Equal([8, 9, 10], monitor.GuardEvents.Select(said => said.Step));
    }

    [Fact]
    public void Leaves_no_tensor_behind()
    {
        using var model = Networks.Of("cnn");
        using var optimizer = optim.Adam(model.parameters(), 1e-3, eps: 0);
        Step(model, optimizer, null, Networks.Batch("cnn").Input);
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;

        using (NewDisposeScope())
        {
            using var monitor = GradientMonitor.Attach(model, optimizer);
            for (var step = 0; step < 20; step++)
                Step(model, optimizer, monitor, step % 3 == 0 ? full([16, 1, 8, 8], double.NaN, float32) : Networks.Batch("cnn").Input);
        }

        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    public void Dispose() => _scope.Dispose();

    static void Grade(Linear model, ScalarType type, double size = 1)
    {
        foreach (var parameter in model.parameters()) parameter.grad = full(parameter.shape, size, type);
    }

    static void Step(Module<Tensor, Tensor> model, optim.Optimizer optimizer, GradientMonitor? monitor, Tensor input)
    {
        using var scope = NewDisposeScope();
        optimizer.zero_grad();
        var loss = functional.cross_entropy(model.call(input), randint(0, 3, input.shape[0]));
        loss.backward();
        if (monitor is null) optimizer.step();
        else monitor.Step(loss);
    }

    static byte[] Buffers(nn.Module model) => [.. model.named_buffers().SelectMany(entry => entry.buffer.bytes.ToArray())];

    static void Spoil(Parameter weight, string how)
    {
        using var without = no_grad();
        switch (how)
        {
            case "in the backward pass":
                break;
            case "by a write to one number":
                weight.grad![7, 5] = float.NaN;
                break;
            case "by another gradient in its place":
                weight.grad = full_like(weight, double.PositiveInfinity);
                break;
            default:
                weight.grad!.data<float>().CopyFrom(Enumerable.Repeat(float.NaN, (int)weight.numel()).ToArray());
                break;
        }
    }

    static byte[] WeightsAfter(string family, string optimizer, IGuard[] guards)
    {
        using var training = new FaultyTraining(family, optimizer, 3, guards);
        training.Train(new Dictionary<int, Fault>(), 50);
        Assert.Empty(training.Monitor.GuardEvents);
        return [.. training.Model.parameters().Concat(training.Model.named_buffers().Select(entry => entry.buffer)).SelectMany(tensor => tensor.bytes.ToArray())];
    }
}
