using Fathom.Recipes;
using Fathom.Treatments;

namespace Fathom.Tests.Treatments;

public class RepairOutputTests
{
    [Fact]
    public void Takes_every_bend_from_before_a_loss_on_logits()
    {
        Activation[] bends = [new Softmax(), new Sigmoid(), new Relu(), new Tanh(), new HardSigmoid()];

        Assert.All(bends, bend => Assert.Equal([new Linear { Units = 10 }], Repaired(new CrossEntropy(), new Digits(), new Linear { Units = 10 }, bend).Network.Layers));
    }

    [Fact]
    public void Takes_all_of_several_bends() =>
        Assert.Equal([new Linear { Units = 10 }], Repaired(new CrossEntropy(), new Digits(), new Linear { Units = 10 }, new Relu(), new Softmax()).Network.Layers);

    [Fact]
    public void Reaches_into_the_last_repetition()
    {
        var treated = Repaired(new CrossEntropy(), new Digits(), new Repeat { Times = 3, Layers = [new Linear { Units = 10 }, new Relu()] });

        Assert.Equal([new Repeat { Times = 2, Layers = [new Linear { Units = 10 }, new Relu()] }, new Linear { Units = 10 }], treated.Network.Layers);
    }

    [Fact]
    public void Makes_a_yes_or_no_of_a_softmax_of_one_unit()
    {
        var treated = Repaired(new CrossEntropy(), new Circles(), new Linear { Units = 1 }, new Softmax());

        Assert.Equal([new Linear { Units = 1 }], treated.Network.Layers);
        Assert.Equal(new BceWithLogits(), treated.Loss);
    }

    [Fact]
    public void Has_a_sigmoid_before_bce_as_another_form()
    {
        var forms = Forms(new Bce(), new Circles(), new Linear { Units = 1 }, new Softmax()).ToArray();

        Assert.Equal([new RepairOutput { Loss = new BceWithLogits() }, new RepairOutput { Loss = new Bce(), Ending = new Sigmoid() }], forms);
        Assert.Equal([new Linear { Units = 1 }, new Sigmoid()], forms[1].ApplyTo(Of(new Bce(), new Circles(), new Linear { Units = 1 }, new Softmax())).Network.Layers);
    }

    [Fact]
    public void Leaves_a_loss_on_numbers_a_loss_on_numbers()
    {
        // Whoever trains one output on numbers compares numbers: under another loss, nothing would be left to compare by.
        var form = Assert.Single(Forms(new Mse(), new Circles(), new Linear { Units = 1 }, new Softmax()));

        Assert.Equal(new RepairOutput { Loss = new Mse() }, form);
    }

    [Fact]
    public void Takes_a_rectifier_from_before_a_logistic_loss_and_has_a_sigmoid_as_another_form()
    {
        var forms = Forms(new BceWithLogits(), new Circles(), new Linear { Units = 1 }, new Relu()).ToArray();

        Assert.Equal([new RepairOutput { Loss = new BceWithLogits() }, new RepairOutput { Loss = new Bce(), Ending = new Sigmoid() }], forms);
    }

    [Fact]
    public void Gives_nll_its_log_softmax_or_takes_cross_entropy()
    {
        var forms = Forms(new Nll(), new Digits(), new Linear { Units = 10 }, new Softmax());

        Assert.Equal([new RepairOutput { Loss = new CrossEntropy() }, new RepairOutput { Loss = new Nll(), Ending = new LogSoftmax() }], forms);
    }

    [Fact]
    public void Gives_each_class_its_output()
    {
        var treated = Repaired(new CrossEntropy { LabelSmoothing = 0.1 }, new Digits(), new Linear { Units = 9 }, new Softmax());

        Assert.Equal([new Linear { Units = 10 }], treated.Network.Layers);
        Assert.Equal(new CrossEntropy { LabelSmoothing = 0.1 }, treated.Loss);
    }

    [Fact]
    public void Takes_cross_entropy_for_several_classes_behind_one_yes_or_no()
    {
        var treated = Repaired(new BceWithLogits(), new Digits(), new Linear { Units = 1 });

        Assert.Equal((new CrossEntropy(), 10), (treated.Loss, Assert.IsType<Linear>(treated.Network.Layers[^1]).Units));
    }

    [Fact]
    public void Lets_numbers_be_as_large_as_their_targets()
    {
        Assert.Equal([new Linear { Units = 1 }], Repaired(new Mse(), new AddingProblem { Length = 60 }, new LastStep(), new Linear { Units = 1 }, new Tanh()).Network.Layers);
        Assert.Equal([new Linear { Units = 1 }], Repaired(new Mae(), new Csv { Path = "houses.csv" }, new Linear { Units = 1 }, new Softmax()).Network.Layers);
    }

    [Fact]
    public void Doubts_an_end_whose_targets_nobody_knows_only_where_the_finding_does()
    {
        var recipe = Of(new Mse(), new Csv { Path = "houses.csv" }, new Linear { Units = 1 }, new Relu());

        Assert.Empty(new RepairOutput().Variants(recipe, Sick.Finding("dead-units")));
        Assert.Equal(recipe, new RepairOutput().ApplyTo(recipe));
        Assert.Single(new RepairOutput().Variants(recipe, Sick.Finding("mismatched-output")));
        Assert.Single(new RepairOutput().Variants(recipe, Sick.Finding("dead-units", ("output-activation", 1))));
    }

    [Fact]
    public void Spares_a_saturated_sigmoid_its_slope()
    {
        var form = Assert.Single(new RepairOutput().Variants(Trainees.YesOrNo, Sick.Finding("saturated-activation")));

        var treated = form.ApplyTo(Trainees.YesOrNo);

        Assert.Equal((new BceWithLogits(), 1), (treated.Loss, Assert.IsType<Linear>(treated.Network.Layers[^1]).Units));
        Assert.Empty(new RepairOutput().Variants(Trainees.YesOrNo, Sick.Finding("non-finite")));
    }

    public static TheoryData<string> Fitting => [.. Healthy.Keys];

    [Theory]
    [MemberData(nameof(Fitting))]
    public void Leaves_an_output_that_fits(string name)
    {
        Assert.Equal(Healthy[name], new RepairOutput().ApplyTo(Healthy[name]));
        Assert.Empty(new RepairOutput().Variants(Healthy[name], Sick.Finding("dead-units")));
    }

    [Fact]
    public void Touches_only_outputs_that_do_not_fit() =>
        Assert.Equal([nameof(Trainees.Unscaled)], Trainees.Touched(new RepairOutput(), Sick.Finding("non-finite", ("loss", 1))));

    [Fact]
    public void Says_what_becomes_of_end_and_loss()
    {
        Assert.Equal(
            "End the network in its last weights instead of softmax before cross-entropy.",
            new RepairOutput().Describe(Trainees.Unscaled));
        Assert.Equal(
            "End the network in its last weights with 10 outputs and take cross-entropy for bce-with-logits.",
            new RepairOutput().Describe(Of(new BceWithLogits(), new Digits(), new Linear { Units = 1 })));
        Assert.Equal("Leave the output as it is: it fits the loss.", new RepairOutput().Describe(Trainees.Mlp));
    }

    static readonly Dictionary<string, Recipe> Healthy = new(StringComparer.Ordinal)
    {
        ["logits"] = Of(new CrossEntropy(), new Digits(), new Linear { Units = 10 }),
        ["cross-entropy behind log-softmax, which changes nothing twice"] = Of(new CrossEntropy(), new Digits(), new Linear { Units = 10 }, new LogSoftmax()),
        ["nll"] = Of(new Nll(), new Digits(), new Linear { Units = 10 }, new LogSoftmax()),
        ["bce"] = Of(new Bce(), new Circles(), new Linear { Units = 1 }, new Sigmoid()),
        ["bce of two outputs"] = Of(new Bce(), new Circles(), new Linear { Units = 2 }, new HardSigmoid()),
        ["yes or no"] = Of(new BceWithLogits(), new Circles(), new Linear { Units = 1 }),
        ["numbers"] = Of(new Mse(), new Csv { Path = "houses.csv" }, new Linear { Units = 1 }),
        ["positive numbers"] = Of(new Huber(), new Csv { Path = "houses.csv" }, new Linear { Units = 1 }, new Softplus()),
        ["sums of two positive numbers"] = Of(new Mse(), new AddingProblem { Length = 60 }, new LastStep(), new Linear { Units = 1 }, new Relu()),
        ["squares of shares"] = Of(new Mse(), new Digits(), new Linear { Units = 10 }, new Softmax()),
        ["a block that ends as it likes"] = Of(new Bce(), new Csv { Path = "flowers.csv" }, new Linear { Units = 1 }, new Residual { Layers = [new Sigmoid()] }),
        ["a pool behind a rectifier"] = Of(new CrossEntropy(), new Digits(), new Conv2d { Channels = 10, Kernel = 3 }, new Relu(), new GlobalAvgPool()) with
        {
            Network = new() { Input = [1, 28, 28], Layers = [new Conv2d { Channels = 10, Kernel = 3 }, new Relu(), new GlobalAvgPool()] },
        },
        ["an identity"] = Of(new CrossEntropy(), new Digits(), new Linear { Units = 10 }, new Identity()),
        ["classes that only the file knows"] = Of(new CrossEntropy(), new Csv { Path = "flowers.csv" }, new Linear { Units = 3 }),
    };

    static Recipe Of(Loss loss, DataSource data, params ReadOnlySpan<Layer> layers) => new()
    {
        Name = "output",
        Data = data,
        Network = new() { Input = layers[0] is LastStep ? [60, 2] : [8], Layers = ValueList.Of(layers) },
        Loss = loss,
    };

    static Recipe Repaired(Loss loss, DataSource data, params ReadOnlySpan<Layer> layers)
    {
        var treated = new RepairOutput().ApplyTo(Of(loss, data, layers));
        return layers[0] is LastStep ? treated with { Network = treated.Network with { Layers = [.. treated.Network.Layers.Skip(1)] } } : treated;
    }

    static IEnumerable<Fathom.Treatments.ITreatment> Forms(Loss loss, DataSource data, params ReadOnlySpan<Layer> layers) =>
        new RepairOutput().Variants(Of(loss, data, layers), Sick.Finding("mismatched-output"));
}
