using Fathom.Lab.Modules;
using Fathom.Lab.Training;
using Fathom.Recipes;
using Fathom.Treatments;
using static TorchSharp.torch;

namespace Fathom.Lab.Tests.Modules;

public class TransplantTests
{
    static readonly Dictionary<string, (string Input, string Layers)> Families = new(StringComparer.Ordinal)
    {
        ["mlp"] = ("8", "{ repeat: 4, layers: [ linear: 16, tanh ] }, linear: 3"),
        ["cnn"] = ("1, 8, 8", "conv2d: { channels: 4, kernel: 3, padding: 1 }, batch-norm, relu, conv2d: { channels: 4, kernel: 3, padding: 1 }, relu, flatten, linear: 16, leaky-relu, linear: 3"),
        ["residual"] = ("16", "{ repeat: 3, layers: [ residual: { scale: rezero, layers: [ linear: 16, relu, linear: 16 ] } ] }, linear: 3"),
        ["scaled"] = ("16", "{ repeat: 3, layers: [ residual: { scale: depth, layers: [ linear: 16, relu, linear: 16 ] } ] }, linear: 3"),
        ["highway"] = ("16", "highway: [ linear: 16, relu ], highway: [ linear: 16, relu ], linear: 3"),
        ["lstm"] = ("6, 5", "lstm: 7, linear: 8, relu, linear: 3"),
        ["cells"] = ("6, 5", "gru: { units: 7, layer-norm: true }, linear: 3"),
        ["transformer"] = ("6, 8", "transformer-block: { heads: 2 }, mean-over-time, linear: 3"),
        ["maxout"] = ("8", "maxout: 16, maxout: 16, linear: { units: 3, weight-norm: true }"),
    };

    public static TheoryData<string> Names => [.. Families.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Into_the_untreated_recipe_is_the_same_to_the_bit(string family)
    {
        using var scope = NewDisposeScope();
        var recipe = RecipeOf(family);
        // Other weights than the recipe's seed gives, as if they had been learnt.
        using var learnt = Learnt(recipe);

        using var module = Transplant.Of(recipe, learnt, recipe, Batch(recipe)) is var transplant ? transplant.Module : null!;

        Assert.Equal(0, transplant.Change);
        Assert.True(transplant.IsExact);
        Assert.Empty(transplant.Started);
        Assert.Empty(transplant.Lost);
        Assert.Equal(Bits(learnt), Bits(module));
    }

    [Theory]
    [InlineData("mlp")]
    [InlineData("cnn")]
    [InlineData("residual")]
    [InlineData("lstm")]
    public void Starts_batch_norms_as_the_identity(string family)
    {
        using var scope = NewDisposeScope();
        var recipe = RecipeOf(family);
        var treated = new InsertNorm { Norm = new BatchNorm() }.ApplyTo(recipe);
        using var learnt = Learnt(recipe);
        var batch = Batch(recipe);

        var transplant = Transplant.Of(recipe, learnt, treated, batch);
        using var module = transplant.Module;

        if (family != "residual") Assert.NotEmpty(transplant.Started);
        Assert.Empty(transplant.Lost);
        Assert.True(transplant.IsExact, $"The answers changed by {transplant.Change}.");
        // While training, the identity holds on the batch that was looked at.
        Assert.InRange(Difference(learnt, module, batch, training: true), 0, 1e-5);
    }

    [Theory]
    [InlineData("layer-norm")]
    [InlineData("rms-norm")]
    [InlineData("group-norm")]
    public void Brings_norms_of_single_samples_nearer_to_the_identity_than_they_begin_by_themselves(string kind)
    {
        using var scope = NewDisposeScope();
        var recipe = RecipeOf("mlp");
        Normalization norm = kind switch { "layer-norm" => new LayerNorm(), "rms-norm" => new RmsNorm(), _ => new GroupNorm { Groups = 4 } };
        var treated = new InsertNorm { Norm = norm }.ApplyTo(recipe);
        using var learnt = Learnt(recipe);
        var batch = Batch(recipe);
        using var plain = Transplant.Of(recipe, learnt, treated).Module;

        var transplant = Transplant.Of(recipe, learnt, treated, batch);
        using var fitted = transplant.Module;

        Assert.False(transplant.IsExact);
        var unfitted = Difference(learnt, plain, batch, training: false);
        Assert.True(transplant.Change < unfitted, $"The answers changed by {transplant.Change}, without the start by {unfitted}.");
    }

    [Theory]
    [InlineData(SkipForm.DepthScaled)]
    [InlineData(SkipForm.ReZero)]
    [InlineData(SkipForm.Highway)]
    public void Keeps_all_weights_of_layers_that_went_into_blocks_though_the_function_is_another(SkipForm form)
    {
        using var scope = NewDisposeScope();
        var recipe = RecipeOf("mlp");
        using var learnt = Learnt(recipe);

        var transplant = Transplant.Of(recipe, learnt, new AddSkips { Form = form, Around = 1 }.ApplyTo(recipe), Batch(recipe));
        using var module = transplant.Module;

        Assert.Empty(transplant.Lost);
        Assert.Equal(10, transplant.Kept.Count);
        Assert.Contains(transplant.Kept, name => name.EndsWith("1.linear2.weight", StringComparison.Ordinal) && name.Contains('.', StringComparison.Ordinal));
        Assert.False(transplant.IsExact);
        Assert.True(module.named_parameters().Single(entry => entry.name.EndsWith("linear3.weight", StringComparison.Ordinal)).parameter.allclose(learnt.get_parameter("linear3.weight")!, 0, 0));
    }

    [Fact]
    public void Is_exact_from_leaky_relu_to_prelu_of_its_slope()
    {
        using var scope = NewDisposeScope();
        var recipe = Layers.Recipe("8", "linear: 16, leaky-relu: 0.1, linear: 16, leaky-relu: 0.1, linear: 3");
        using var learnt = Learnt(recipe);

        var transplant = Transplant.Of(recipe, learnt, new ReplaceActivation { By = new Prelu { Slope = 0.1 } }.ApplyTo(recipe), Batch(recipe));
        using var module = transplant.Module;

        Assert.Equal(2, transplant.Started.Count);
        Assert.InRange(transplant.Change, 0, 1e-5);
    }

    [Fact]
    public void Keeps_the_first_layers_and_the_output_of_a_network_that_is_shortened()
    {
        using var scope = NewDisposeScope();
        var recipe = Layers.Recipe("8", "{ repeat: 6, layers: [ linear: 16, tanh ] }, linear: 3");
        var shorter = Layers.Recipe("8", "{ repeat: 3, layers: [ linear: 16, tanh ] }, linear: 3");
        using var learnt = Learnt(recipe);

        var transplant = Transplant.Of(recipe, learnt, shorter, Batch(recipe));
        using var module = transplant.Module;

        Assert.Empty(transplant.Started);
        Assert.Equal(["linear4.weight", "linear4.bias", "linear5.weight", "linear5.bias", "linear6.weight", "linear6.bias"], transplant.Lost);
        Assert.True(module.get_parameter("linear4.weight")!.allclose(learnt.get_parameter("linear7.weight")!, 0, 0));
        Assert.False(transplant.IsExact);
    }

    [Fact]
    public void Depth_scales_are_those_of_the_new_depth()
    {
        using var scope = NewDisposeScope();
        var recipe = Layers.Recipe("16", "{ repeat: 4, layers: [ residual: { scale: depth, layers: [ linear: 16, relu ] } ] }, linear: 3");
        var shorter = Layers.Recipe("16", "residual: { scale: depth, layers: [ linear: 16, relu ] }, linear: 3");
        using var learnt = Learnt(recipe);

        using var module = Transplant.Of(recipe, learnt, shorter).Module;

        Assert.Equal(1f, module.named_buffers().Single(entry => entry.name.EndsWith("factor", StringComparison.Ordinal)).buffer.item<float>());
    }

    [Fact]
    public void Takes_what_the_optimizer_remembers_along()
    {
        using var scope = NewDisposeScope();
        var recipe = Some.Recipe() with { Training = new TrainingPlan { Optimizer = new Adam { LearningRate = 0.01 }, Batch = 32, Steps = 100, WeightDecay = 0.01 } };
        var treated = new InsertNorm { Norm = new BatchNorm() }.ApplyTo(recipe);
        using var trainer = new Trainer(recipe);
        trainer.Run(5, cancellation: TestContext.Current.CancellationToken);

        var transplant = Transplant.Of(recipe, trainer.Module, treated, trainer.Dataset.Training.Features.narrow(0, 0, 32));
        using var module = transplant.Module;
        using var optimizer = OptimizerBuilder.Build(treated, module);
        var moved = transplant.MoveMemory(trainer.Optimizer, optimizer);

        Assert.Equal(4, moved);
        var states = ((TorchSharp.Modules.OptimizerHelper)((Fathom.Torch.IWrapsOptimizer)optimizer).Inner).state_dict().State;
        Assert.Equal([0L, 0L, 5L, 5L, 5L, 5L], states.Select(state => (long)state.GetType().GetField("step")!.GetValue(state)!).Order());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_treatment_that_builds_can_be_transplanted(string family)
    {
        using var scope = NewDisposeScope();
        var recipe = RecipeOf(family);
        using var learnt = Learnt(recipe);
        var tried = 0;

        foreach (var treated in AllTreatments.List.Select(treatment => treatment.ApplyTo(recipe)).Where(treated => !treated.Network.Equals(recipe.Network)))
        {
            var transplant = Transplant.Of(recipe, learnt, treated, Batch(recipe));
            using var module = transplant.Module;
            Assert.Equal(module.named_parameters().Select(entry => entry.name).Order(StringComparer.Ordinal),
                transplant.Kept.Concat(transplant.Started).Where(name => module.get_parameter(name) is not null).Order(StringComparer.Ordinal));
            tried++;
        }

        Assert.True(tried > 0);
    }

    static Recipe RecipeOf(string family) => Layers.Recipe(Families[family].Input, Families[family].Layers);

    static NetworkModule Learnt(Recipe recipe)
    {
        random.manual_seed(77);
        var module = NetworkBuilder.Build(recipe with { Seed = 99 });
        using var without = no_grad();
        foreach (var buffer in module.named_buffers().Where(entry => entry.name.EndsWith("running_mean", StringComparison.Ordinal))) buffer.buffer.normal_(0, 0.2);
        foreach (var parameter in module.parameters()) parameter.add_(randn_like(parameter) * 0.05);
        return module;
    }

    static Tensor Batch(Recipe recipe)
    {
        random.manual_seed(78);
        return randn([32, .. recipe.Network.Input.Select(size => (long)size)]);
    }

    static double Difference(NetworkModule left, NetworkModule right, Tensor batch, bool training)
    {
        using var scope = NewDisposeScope();
        using var without = no_grad();
        left.train(training);
        right.train(training);
        var (before, after) = (left.call(batch), right.call(batch));
        return ((before - after).abs().max() / before.abs().max()).item<float>();
    }

    static byte[] Bits(NetworkModule module) => [.. module.parameters().SelectMany(parameter => parameter.bytes.ToArray())];
}
