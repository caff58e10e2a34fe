using Fathom.Torch.Treatments;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Fathom.Torch.Tests.Treatments;

public class BalanceLayersTests
{
    [Fact]
    public void Makes_the_gradients_norms_of_a_chain_equal()
    {
        random.manual_seed(1);
        using var scope = NewDisposeScope();
        using var model = Patients.Deep(() => ReLU(), depth: 5, width: 32);
        using (no_grad())
            foreach (var (name, parameter) in model.named_parameters()) if (name == "linear2.weight") parameter.mul_(100); else if (name == "linear4.weight") parameter.mul_(0.01);
        var batch = Patients.Batch("mlp");
        var before = Norms(model, batch);

        Patients.Live(model, null, batch).Apply(new BalanceLayers());
        var rescaled = Stored(model);
        var after = Norms(model, batch);

        Assert.True(before.Max() / before.Min() > 100);
        Assert.InRange(after.Max() / after.Min(), 1, 1.001);
        // The gradients that were there were rescaled with their weights.
        Assert.All(rescaled.Zip(after), pair => Assert.Equal(pair.Second, pair.First, pair.Second * 1e-3));
    }

    [Theory]
    [InlineData("sgd")]
    [InlineData("adam")]
    [InlineData("rmsprop")]
    public void Rescales_what_the_optimizer_remembers(string kind)
    {
        random.manual_seed(2);
        using var scope = NewDisposeScope();
        using var model = Sequential(("first", Linear(6, 6, hasBias: false)), ("relu", ReLU()), ("second", Linear(6, 3, hasBias: false)));
        using var optimizer = kind switch
        {
            "adam" => optim.Adam(model.parameters(), 1e-3, eps: 1e-30),
            "rmsprop" => optim.RMSProp(model.parameters(), 1e-3, eps: 1e-30, momentum: 0.9),
            _ => (optim.Optimizer)optim.SGD(model.parameters(), 1e-3, momentum: 0.9),
        };
        var batch = randn(16, 6);
        Patients.Train(model, optimizer, batch, 4);
        Backward(model, batch);
        var was = model.parameters().Select(parameter => parameter.clone()).ToList();

        var operation = Patients.Live(model, optimizer, batch).Apply(new BalanceLayers());
        var factors = model.parameters().Zip(was, (now, then) => (now.norm() / then.norm()).item<float>()).ToList();
        var treated = model.parameters().Select(parameter => parameter.clone()).ToList();
        using (no_grad())
            foreach (var parameter in model.parameters()) parameter.grad!.zero_();
        optimizer.step();

        Assert.Equal(2, operation.Places.Count);
        // The step by memory alone: proportional to 1/c for momentum, and for quotients of mean and root of the squares the same whatever c.
        var steps = model.parameters().Zip(treated, (now, then) => (now - then).norm().item<float>()).ToList();
        var untreated = Untreated(kind);
        for (var place = 0; place < 2; place++)
            Assert.Equal(untreated[place] / (kind == "sgd" ? factors[place] : 1), steps[place], untreated[place] * 2e-2);

        List<float> Untreated(string form)
        {
            random.manual_seed(2);
            using var twin = Sequential(("first", Linear(6, 6, hasBias: false)), ("relu", ReLU()), ("second", Linear(6, 3, hasBias: false)));
            using var own = form switch
            {
                "adam" => optim.Adam(twin.parameters(), 1e-3, eps: 1e-30),
                "rmsprop" => optim.RMSProp(twin.parameters(), 1e-3, eps: 1e-30, momentum: 0.9),
                _ => (optim.Optimizer)optim.SGD(twin.parameters(), 1e-3, momentum: 0.9),
            };
            Patients.Train(twin, own, batch, 4);
            var start = twin.parameters().Select(parameter => parameter.clone()).ToList();
            foreach (var parameter in twin.parameters()) parameter.grad!.zero_();
            own.step();
            return [.. twin.parameters().Zip(start, (now, then) => (now - then).norm().item<float>())];
        }
    }

    [Fact]
    public void Asks_for_gradients()
    {
        using var scope = NewDisposeScope();
        using var model = Patients.Deep(() => ReLU());

        var refusal = Assert.Throws<LiveTreatmentException>(() => new LiveTraining(model).Apply(new BalanceLayers()));

        Assert.Contains("linear1 has no gradient to balance; call this after backward()", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Rescales_nothing_across_an_activation_that_bends_scales()
    {
        using var model = Patients.Deep(Tanh);

        var refusal = Assert.Throws<LiveTreatmentException>(() => new LiveTraining(model).Apply(new BalanceLayers()));

        Assert.Contains("rescaling others would change the function", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Keeps_the_product_of_the_factors_at_one_where_one_would_be_too_large()
    {
        random.manual_seed(5);
        using var scope = NewDisposeScope();
        using var model = Patients.Deep(() => ReLU(), depth: 3, width: 32);
        using (no_grad())
            foreach (var (name, parameter) in model.named_parameters()) if (name == "linear2.weight") parameter.mul_(1e6);
        var batch = Patients.Batch("mlp");
        Backward(model, batch);
        var before = Patients.Answers(model, batch, training: true);

        Patients.Live(model, null, batch).Apply(new BalanceLayers { LargestFactor = 10 });

        Assert.InRange(Patients.Change(before, Patients.Answers(model, batch, training: true)), 0, 1e-5);
    }

    static List<double> Norms(Module<Tensor, Tensor> model, Tensor batch)
    {
        Backward(model, batch);
        return Stored(model);
    }

    static void Backward(Module<Tensor, Tensor> model, Tensor batch)
    {
        model.zero_grad();
        model.call(batch).square().sum().backward();
    }

    static List<double> Stored(Module<Tensor, Tensor> model) =>
        [.. model.named_parameters().Where(entry => entry.name.EndsWith("weight", StringComparison.Ordinal)).Select(entry => (double)entry.parameter.grad!.norm().item<float>())];
}
