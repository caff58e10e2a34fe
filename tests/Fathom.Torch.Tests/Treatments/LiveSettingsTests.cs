using Fathom.Torch.Treatments;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Fathom.Torch.Tests.Treatments;

/// <summary>Treatments of an optimizer's settings, of dropout, of recurrent gates and of single layers.</summary>
public class LiveSettingsTests
{
    [Fact]
    public void Multiplies_the_rate_of_every_group_and_the_one_that_schedules_reckon_from()
    {
        using var model = Patients.Of("mlp");
        using var optimizer = optim.Adam(model.parameters(), 0.02);
        optimizer.add_param_group(new Adam.ParamGroup([], new Adam.Options { LearningRate = 0.5 }));

        var operation = new LiveTraining(model, optimizer).Apply(new SetLearningRate { Factor = 0.1 });

        Assert.Equal([0.002, 0.05], optimizer.ParamGroups.Select(group => Math.Round(group.LearningRate, 9)));
        Assert.Equal([0.002, 0.05], optimizer.ParamGroups.Select(group => Math.Round(group.InitialLearningRate, 9)));
        Assert.True(operation.IsExact);
        Assert.False(operation.NeedsNewMonitor);
    }

    [Fact]
    public void A_scheduler_goes_on_from_the_new_rate()
    {
        using var model = Patients.Of("mlp");
        using var optimizer = optim.SGD(model.parameters(), 0.1);
        var chained = optim.lr_scheduler.StepLR(optimizer, 2, 0.5);
        optimizer.step();
        chained.step();

        new LiveTraining(model, optimizer).Apply(new SetLearningRate { Factor = 0.1 });
        chained.step();

        Assert.Equal(0.005, optimizer.ParamGroups.Single().LearningRate, 1e-9);
    }

    [Fact]
    public void A_scheduler_that_reckons_from_the_first_rate_does_not_learn_of_the_new_one()
    {
        using var model = Patients.Of("mlp");
        using var optimizer = optim.SGD(model.parameters(), 0.1);
        var reckoning = optim.lr_scheduler.LambdaLR(optimizer, step => 1.0);

        new LiveTraining(model, optimizer).Apply(new SetLearningRate { Factor = 0.1 });
        reckoning.step();

        Assert.Equal(0.1, optimizer.ParamGroups.Single().LearningRate, 1e-9);
    }

    [Fact]
    public void A_scheduler_that_was_there_does_not_know_the_group_of_new_parameters()
    {
        random.manual_seed(8);
        using var scope = NewDisposeScope();
        using var model = Patients.Of("mlp");
        using var optimizer = optim.SGD(model.parameters(), 0.1);
        var chained = optim.lr_scheduler.StepLR(optimizer, 1, 0.5);

        Patients.Live(model, optimizer, Patients.Batch("mlp")).Apply(new AddZeroSkips());
        chained.step();

        Assert.Equal([0.05, 0.1], optimizer.ParamGroups.Select(group => group.LearningRate));
    }

    [Fact]
    public void Gives_new_parameters_the_present_rate_and_no_weight_decay()
    {
        random.manual_seed(1);
        using var scope = NewDisposeScope();
        using var model = Patients.Of("mlp");
        using var optimizer = optim.AdamW(model.parameters(), 0.02, weight_decay: 0.3);
        var training = Patients.Live(model, optimizer, Patients.Batch("mlp"));
        training.Apply(new SetLearningRate { Factor = 0.5 });

        training.Apply(new AddZeroSkips());
        training.Apply(new SetWeightDecay { To = 0.1 });

        var groups = optimizer.ParamGroups.Cast<AdamW.ParamGroup>().ToList();
        Assert.Equal([0.01, 0.01], groups.Select(group => group.LearningRate));
        Assert.Equal([0.1, 0], groups.Select(group => group.Options.weight_decay!.Value));
        Assert.Equal(2, groups[1].Parameters.Count());
    }

    [Fact]
    public void Sets_every_chance_of_dropout()
    {
        random.manual_seed(2);
        using var scope = NewDisposeScope();
        using var model = nn.Sequential(("a", nn.Dropout(0.5)), ("b", nn.Dropout2d(0.3)), ("c", nn.AlphaDropout(0.1)));
        var input = randn(4, 3, 5, 5);

        new LiveTraining(model).Apply(new SetDropout { To = 0 });

        Assert.Equal(input.data<float>().ToArray(), model.call(input).data<float>().ToArray());
    }

    [Theory]
    [InlineData("lstm")]
    [InlineData("gru")]
    public void Shifts_the_gates_that_keep_the_state_and_no_others(string kind)
    {
        using nn.Module model = kind == "lstm" ? nn.LSTM(3, 4, numLayers: 2) : nn.GRU(3, 4, numLayers: 2);
        var before = model.named_parameters().ToDictionary(entry => entry.name, entry => entry.parameter.data<float>().ToArray());

        var operation = new LiveTraining(model).Apply(new ShiftForgetBias { By = 2 });

        Assert.False(operation.IsExact);
        foreach (var (name, parameter) in model.named_parameters())
        {
            var difference = parameter.data<float>().ToArray().Zip(before[name], (now, then) => Math.Round(now - then, 4)).ToArray();
            var expected = difference.Select((_, index) => name.StartsWith("bias_ih", StringComparison.Ordinal) && index is >= 4 and < 8 ? 2.0 : 0);
            Assert.Equal(expected, difference);
        }
    }

    [Fact]
    public void Restarts_chosen_layers_and_forgets_only_their_memory()
    {
        random.manual_seed(3);
        using var scope = NewDisposeScope();
        using var model = Patients.Of("mlp");
        using var optimizer = optim.Adam(model.parameters(), 0.01);
        var batch = Patients.Batch("mlp");
        Patients.Train(model, optimizer, batch, 3);
        var before = model.named_parameters().ToDictionary(entry => entry.name, entry => entry.parameter.clone());

        var operation = new LiveTraining(model, optimizer).Apply(new RestartLayers { Where = (name, _) => name == "linear2" });

        Assert.Equal(["linear2"], operation.Places);
        Assert.Equal(["linear2.weight", "linear2.bias"], model.named_parameters().Where(entry => !entry.parameter.allclose(before[entry.name], 0, 0)).Select(entry => entry.name));
        Assert.Equal(0, model.get_parameter("linear2.bias")!.abs().sum().item<float>());
        var steps = optimizer.state_dict().State.Select(state => (long)state.GetType().GetField("step")!.GetValue(state)!);
        Assert.Equal([3, 3, 0, 0, 3, 3, 3, 3], steps);
        Patients.Train(model, optimizer, batch, 3);
    }

    [Fact]
    public void Trains_on_under_another_optimizer()
    {
        random.manual_seed(4);
        using var scope = NewDisposeScope();
        using var model = Patients.Of("mlp");
        using var first = optim.SGD(model.parameters(), 0.01);
        var batch = Patients.Batch("mlp");
        Patients.Train(model, first, batch, 3);
        var training = new LiveTraining(model, first);
        var before = Patients.Answers(model, batch, training: true);

        var operation = training.Apply(new ReplaceOptimizer { By = weights => optim.AdamW(weights, 0.01) });
        var same = Patients.Answers(model, batch, training: true);
        var losses = Patients.Train(model, training.Optimizer!, batch, 40);
        training.Optimizer!.Dispose();

        Assert.Equal(before, same);
        Assert.True(operation.NeedsNewMonitor);
        Assert.True(losses[^1] < losses[0]);
    }

    [Fact]
    public void Says_that_an_optimizer_takes_no_further_parameters_before_anything_is_changed()
    {
        random.manual_seed(5);
        using var scope = NewDisposeScope();
        using var model = Patients.Of("mlp");
        using var optimizer = optim.LBFGS(model.parameters());
        var names = model.named_parameters().Select(entry => entry.name).ToList();

        var refusal = Assert.Throws<LiveTreatmentException>(() => Patients.Live(model, optimizer, Patients.Batch("mlp")).Apply(new AddZeroSkips()));

        Assert.StartsWith("LBFGS takes no further parameters once it is made: replace the optimizer first", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(names, model.named_parameters().Select(entry => entry.name));
    }
}
