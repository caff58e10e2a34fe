using Fathom.Torch.Treatments;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Fathom.Torch.Tests.Treatments;

public class ReplaceActivationsTests
{
    [Theory]
    [InlineData("mlp", 3)]
    [InlineData("cnn", 3)]
    [InlineData("residual", 2)]
    [InlineData("lstm", 2)]
    public void Replaces_all_hidden_activations_and_keeps_the_weights(string family, int count)
    {
        random.manual_seed(1);
        using var scope = NewDisposeScope();
        using var model = Patients.Of(family);
        var names = model.named_parameters().Select(entry => entry.name).ToList();
        var weights = model.parameters().Select(parameter => parameter.clone()).ToList();
        var batch = Patients.Batch(family);

        var operation = Patients.Live(model, null, batch).Apply(new ReplaceActivations { By = _ => ELU() });

        Assert.False(operation.IsExact);
        Assert.Equal(count, operation.Places.Count);
        Assert.Equal(names, model.named_parameters().Select(entry => entry.name));
        Assert.All(weights.Zip(model.parameters()), pair => Assert.True(pair.First.allclose(pair.Second, 0, 0)));
        Assert.Equal(count, model.named_modules().Count(entry => entry.module is TorchSharp.Modules.ELU));
        Patients.Answers(model, batch, training: true);
    }

    [Fact]
    public void Goes_from_leaky_relu_to_prelu_of_its_slope_exactly()
    {
        random.manual_seed(2);
        using var scope = NewDisposeScope();
        using var model = Patients.Deep(() => LeakyReLU(0.1));
        using var optimizer = optim.Adam(model.parameters());
        var batch = Patients.Batch("mlp");
        var before = Patients.Answers(model, batch, training: true);

        var operation = Patients.Live(model, optimizer, batch).Apply(new ReplaceActivations { By = old => PReLU(1, ((TorchSharp.Modules.LeakyReLU)old).negative_slope) });

        Assert.True(operation.IsExact);
        Assert.Equal(10, operation.NewParameters.Count);
        Assert.InRange(Patients.Change(before, Patients.Answers(model, batch, training: true)), 0, 1e-5);
    }

    [Fact]
    public void Takes_the_parameters_of_old_activations_away_from_the_optimizer()
    {
        random.manual_seed(3);
        using var scope = NewDisposeScope();
        using var model = Patients.Deep(() => PReLU(1));
        using var optimizer = optim.Adam(model.parameters());
        var batch = Patients.Batch("mlp");
        Patients.Train(model, optimizer, batch, 2);

        Patients.Live(model, optimizer, batch).Apply(new ReplaceActivations { By = _ => ReLU() });
        Patients.Train(model, optimizer, batch, 2);

        Assert.Equal(model.parameters().Select(parameter => parameter.Handle), optimizer.parameters().Select(parameter => parameter.Handle));
    }

    [Fact]
    public void Leaves_an_activation_behind_the_last_weights_alone()
    {
        using var model = Sequential(("linear", Linear(4, 4)), ("relu", ReLU()), ("output", Linear(4, 1)), ("sigmoid", Sigmoid()));

        var operation = new LiveTraining(model).Apply(new ReplaceActivations { By = _ => Tanh() });

        Assert.Equal(["relu"], operation.Places);
    }

    [Fact]
    public void Says_that_a_field_of_a_narrow_type_holds_nothing_else()
    {
        using var model = new Networks.Residual(4);

        var refusal = Assert.Throws<LiveTreatmentException>(() => new LiveTraining(model).Apply(new ReplaceActivations { By = _ => ReLU() }));

        Assert.Equal("_tanh cannot be replaced: _tanh of Residual holds a Tanh, which a ReLU is not; declare it as Module<Tensor, Tensor>.", refusal.Message);
    }

    [Fact]
    public void Says_that_a_forward_does_without_its_field()
    {
        using var scope = NewDisposeScope();
        using var model = new Ignoring();
        var batch = randn(5, 4);

        var refusal = Assert.Throws<LiveTreatmentException>(() => Patients.Live(model, null, batch).Apply(new ReplaceActivations { By = _ => ReLU() }));

        Assert.StartsWith("_bend is never called in the example: the forward of Ignoring does without it", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(model.named_modules(), entry => entry.module is TorchSharp.Modules.Tanh);
    }

    [Fact]
    public void Says_that_a_module_is_held_where_nobody_can_exchange_it()
    {
        using var model = new Closing();

        var refusal = Assert.Throws<LiveTreatmentException>(() => new LiveTraining(model).Apply(new ReplaceActivations { By = _ => ReLU() }));

        Assert.StartsWith("bend cannot be replaced: Closing registers it, but holds it in no field, list or tuple", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Says_that_functions_are_no_modules()
    {
        using var model = Networks.Of("shared");

        var refusal = Assert.Throws<LiveTreatmentException>(() => new LiveTraining(model).Apply(new ReplaceActivations { By = _ => ReLU() }));

        Assert.Contains("a function called in forward, such as torch.tanh(x), is no module", refusal.Message, StringComparison.Ordinal);
    }

    /// <summary>Registers an activation that it never calls.</summary>
    sealed class Ignoring : Module<Tensor, Tensor>
    {
        readonly TorchSharp.Modules.Linear _linear = Linear(4, 4);
        readonly Module<Tensor, Tensor> _bend = Tanh();

        public Ignoring()
            : base(nameof(Ignoring)) => RegisterComponents();

        public Module<Tensor, Tensor> Bend => _bend;

        public override Tensor forward(Tensor input) => functional.tanh(_linear.call(input));
    }

    /// <summary>Holds its activation in nothing but a closure.</summary>
    sealed class Closing : Module<Tensor, Tensor>
    {
        readonly Func<Tensor, Tensor> _run;

        public Closing()
            : base(nameof(Closing))
        {
            var bend = Tanh();
            register_module("bend", bend);
            _run = input => bend.call(input);
        }

        public override Tensor forward(Tensor input) => _run(input);
    }
}
