using Fathom.Torch.Treatments;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Fathom.Torch.Tests.Treatments;

public class AddZeroSkipsTests
{
    [Fact]
    public void Lets_more_of_the_gradient_through_to_the_first_layer_than_training_on_without_it()
    {
        var without = ShareAtFirst(treats: false);
        var with = ShareAtFirst(treats: true);

        Assert.True(with > 10 * without, $"{with} of the gradient came through with skips, {without} without.");
    }

    [Fact]
    public void Begins_with_a_gradient_for_the_share_alone()
    {
        random.manual_seed(3);
        using var scope = NewDisposeScope();
        using var skip = new ZeroSkip(Linear(4, 4));
        var input = randn([6, 4], requires_grad: true);

        skip.call(input).square().sum().backward();

        Assert.NotEqual(0, skip.Share.grad!.item<float>());
        var branch = skip.get_parameter("branch.weight")!;
        using var expected = (2 * (input.matmul(branch.t()) + skip.get_parameter("branch.bias")!)).matmul(branch);
        Assert.True(input.grad!.allclose(expected, 1e-4, 1e-5));
    }

    [Fact]
    public void Leads_around_modules_that_are_named_in_fields_of_their_own_type()
    {
        random.manual_seed(4);
        using var scope = NewDisposeScope();
        using var model = Patients.Of("residual");
        using var optimizer = optim.SGD(model.parameters(), 0.1);
        var batch = Patients.Batch("residual");
        var before = Patients.Answers(model, batch, training: true);

        var operation = Patients.Live(model, optimizer, batch).Apply(new AddZeroSkips { At = ["block1", "block2._bend"] });

        Assert.Equal(["block1", "block2._bend"], operation.Places);
        Assert.Equal(["block1.scale.factor", "block2._bend.scale.factor"], operation.NewParameters);
        Assert.Equal(before, Patients.Answers(model, batch, training: true));
    }

    [Fact]
    public void Refuses_a_named_module_that_changes_the_shape_and_leaves_the_others_alone()
    {
        random.manual_seed(5);
        using var scope = NewDisposeScope();
        using var model = Patients.Of("residual");
        var batch = Patients.Batch("residual");

        var refusal = Assert.Throws<LiveTreatmentException>(() => Patients.Live(model, null, batch).Apply(new AddZeroSkips { At = ["block1", "block2._up"] }));

        Assert.StartsWith("block2._up does not keep the shape of its input", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(model.named_modules(), entry => entry.module is ZeroSkip);
    }

    [Fact]
    public void Leaves_modes_as_they_were_also_of_modules_that_are_frozen()
    {
        random.manual_seed(6);
        using var scope = NewDisposeScope();
        using var model = Sequential(("body", Sequential(("norm", BatchNorm1d(8)), ("drop", Dropout(0.5)))), ("output", Linear(8, 3)));
        var batch = Patients.Batch("mlp");
        var frozen = model.named_modules().Single(entry => entry.name == "body.norm").module;
        var noisy = model.named_modules().Single(entry => entry.name == "body.drop").module;
        model.train();
        frozen.eval();

        Patients.Live(model, null, batch).Apply(new AddZeroSkips { At = ["body"] });

        Assert.False(frozen.training);
        Assert.True(noisy.training);
    }

    static double ShareAtFirst(bool treats)
    {
        random.manual_seed(21);
        using var scope = NewDisposeScope();
        using var model = Patients.Deep(Sigmoid);
        using var optimizer = optim.Adam(model.parameters(), 0.01);
        var batch = Patients.Batch("mlp", 64);
        Patients.Train(model, optimizer, batch, 5);
        if (treats) Patients.Live(model, optimizer, batch).Apply(new AddZeroSkips());
        using var monitor = GradientMonitor.Attach(model, optimizer, new MonitorOptions { Every = 1 });
        Patients.Train(model, optimizer, batch, 30, monitor.Step);
        return Math.Pow(10, monitor.History.Latest!.Ledger.TotalDecades);
    }
}
