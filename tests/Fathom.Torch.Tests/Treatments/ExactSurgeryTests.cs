using Fathom.Torch.Treatments;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Fathom.Torch.Tests.Treatments;

/// <summary>What every exact treatment promises, on every family of networks.</summary>
public class ExactSurgeryTests
{
    const double Promise = 1e-5;

    static readonly Dictionary<string, ILiveTreatment> Treatments = new(StringComparer.Ordinal)
    {
        ["batch-norms"] = new InsertNorms(),
        ["layer-norms"] = new InsertNorms { Kind = NormKind.Layer },
        ["gradual-gelu"] = new ReplaceActivations { By = _ => GELU(), Gradually = true },
        ["gradual-prelu"] = new ReplaceActivations { By = _ => PReLU(1), Gradually = true },
        ["zero-skips"] = new AddZeroSkips(),
        ["balance"] = new BalanceLayers(),
    };

    /// <summary>Each treatment with the families that have something for it.</summary>
    public static TheoryData<string, string, bool> Cases
    {
        get
        {
            var cases = new TheoryData<string, string, bool>();
            foreach (var training in new[] { true, false })
            {
                foreach (var family in new[] { "mlp", "cnn", "residual", "lstm" })
                {
                    foreach (var name in Treatments.Keys)
                    {
                        if (name == "balance" && family is "mlp" or "residual") continue;
                        if (name == "zero-skips" && family == "residual") continue;
                        cases.Add(name, family, training);
                    }
                }
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Leaves_the_function_as_it_was(string name, string family, bool training)
    {
        random.manual_seed(11);
        using var scope = NewDisposeScope();
        using var model = Patients.Of(family);
        using var optimizer = optim.Adam(model.parameters(), 0.01);
        var batch = Patients.Batch(family);
        Patients.Train(model, optimizer, batch, 20);
        model.train(training);
        var others = Enumerable.Range(0, 3).Select(_ => Patients.Batch(family)).ToList();
        // While training, a batch-norm is the identity on the example alone.
        var inputs = name == "batch-norms" && training ? [batch] : others.Append(batch).ToList();
        var before = inputs.Select(input => Patients.Answers(model, input, training)).ToList();

        var operation = Patients.Live(model, optimizer, batch).Apply(Treatments[name]);

        Assert.True(operation.IsExact);
        Assert.NotEmpty(operation.Places);
        Assert.Equal(training, model.named_modules().First().module.training);
        foreach (var (input, was) in inputs.Zip(before)) Assert.InRange(Patients.Change(was, Patients.Answers(model, input, training)), 0, Promise);
    }

    [Theory]
    [InlineData("batch-norms", "mlp", "sgd")]
    [InlineData("batch-norms", "cnn", "adam")]
    [InlineData("layer-norms", "residual", "adam")]
    [InlineData("layer-norms", "lstm", "rmsprop")]
    [InlineData("gradual-prelu", "mlp", "adamw")]
    [InlineData("gradual-gelu", "cnn", "sgd")]
    [InlineData("zero-skips", "mlp", "adam")]
    [InlineData("zero-skips", "lstm", "adagrad")]
    [InlineData("balance", "cnn", "adam")]
    [InlineData("balance", "lstm", "adam")]
    public void Training_goes_on_and_the_optimizer_owns_what_is_new(string name, string family, string kind)
    {
        random.manual_seed(12);
        using var outer = NewDisposeScope();
        using var model = Patients.Of(family);
        using var optimizer = Optimizer(kind, model);
        var batch = Patients.Batch(family, 64);
        Patients.Train(model, optimizer, batch, 15);
        var training = Patients.Live(model, optimizer, batch);

        Operation operation;
        using (NewDisposeScope()) operation = training.Apply(Treatments[name]);
        var added = model.named_parameters().Where(entry => operation.NewParameters.Contains(entry.name)).ToDictionary(entry => entry.name, entry => entry.parameter.clone());
        using var monitor = GradientMonitor.Attach(model, optimizer, new MonitorOptions { Every = 1 });
        var losses = Patients.Train(model, optimizer, batch, 60, monitor.Step);

        Assert.True(losses[^1] < losses[0] * 0.95, $"The loss went from {losses[0]} to {losses[^1]}.");
        Assert.DoesNotContain(monitor.Diagnose(), finding => finding.Id == "unused-parameter");
        Assert.All(added, entry => Assert.False(model.get_parameter(entry.Key)!.allclose(entry.Value, 0, 0), $"{entry.Key} did not learn."));
    }

    [Theory]
    [InlineData("batch-norms")]
    [InlineData("layer-norms")]
    [InlineData("gradual-prelu")]
    [InlineData("zero-skips")]
    [InlineData("balance")]
    public void Leaves_no_tensor_behind(string name)
    {
        random.manual_seed(13);
        Operate(name);
        Operate(null);
        var before = Tensor.TotalCount;

        var parameters = Operate(null);
        // TorchSharp itself leaves one tensor behind for each parameter that Adam owned.
        var untreated = Tensor.TotalCount - before;
        var treatedParameters = Operate(name);

        Assert.Equal(parameters, untreated);
        Assert.Equal(before + untreated + treatedParameters, Tensor.TotalCount);
    }

    static int Operate(string? name)
    {
        using var scope = NewDisposeScope();
        using var model = Patients.Deep(() => ReLU(), depth: 3);
        using var optimizer = optim.Adam(model.parameters(), 0.01);
        var batch = Patients.Batch("mlp");
        Patients.Train(model, optimizer, batch, 2);
        if (name is not null) Patients.Live(model, optimizer, batch).Apply(Treatments[name]);
        Patients.Train(model, optimizer, batch, 2);
        return model.parameters().Count();
    }

    static optim.Optimizer Optimizer(string kind, Module<Tensor, Tensor> model) => kind switch
    {
        "adam" => optim.Adam(model.parameters(), 0.01),
        "adamw" => optim.AdamW(model.parameters(), 0.01),
        "rmsprop" => optim.RMSProp(model.parameters(), 0.003),
        "adagrad" => optim.Adagrad(model.parameters(), 0.05),
        _ => optim.SGD(model.parameters(), 0.1, momentum: 0.9),
    };
}
