using Fathom.Recipes;

namespace Fathom.Lab.Recipes;

/// <summary>The sections of a recipe, and through them every word there is.</summary>
static class RecipeWords
{
    static Word NetworkSection { get; } = new("network", "What goes in, the layers in order, and how their weights start.",
        () => new Network { Input = [1], Layers = [] },
        Option.Required("input", new ListForm<int>(new WholeForm<int>(1, 10_000_000), 1, 4), (Network network) => network.Input,
            (network, input) => network with { Input = input }, "The shape of one sample, without the batch."),
        Option.Of("init", InitializationWords.Form, (Network network) => network.Init,
            (network, init) => network with { Init = init }, "How weights start in layers that do not say it themselves."),
        Option.Of("bias-init", InitializationWords.Form, (Network network) => network.BiasInit,
            (network, init) => network with { BiasInit = init }, "How biases start; unless said, at zero, but drawn like the weights under torch-default and critical."),
        Option.Of("parts", new PartsForm(), (Network network) => network.Parts,
            (network, parts) => network with { Parts = parts }, "Lists of layers under names, which the word use puts into their places."),
        Option.Required("layers", LayerWords.List, (Network network) => network.Layers,
            (network, layers) => network with { Layers = layers }, "The layers, in the order of the forward pass."));

    /// <summary>The recipe as a whole.</summary>
    public static Word Whole { get; } = new("recipe", "A network, its training and its data.", NewRecipe,
        Option.Required("name", new TextForm(200), (Recipe recipe) => recipe.Name,
            (recipe, name) => recipe with { Name = name }, "What the recipe is called."),
        Option.Of("teaches", new TextForm(2000), (Recipe recipe) => recipe.Teaches,
            (recipe, teaches) => recipe with { Teaches = teaches }, "What a reader learns from it."),
        Option.Of("seed", new WholeForm<long>(long.MinValue, long.MaxValue), (Recipe recipe) => recipe.Seed,
            (recipe, seed) => recipe with { Seed = seed }, "Where every random number starts."),
        Option.Of("data", DataWords.Form, (Recipe recipe) => recipe.Data,
            (recipe, data) => recipe with { Data = data }, "What the network learns from."),
        Option.Required("network", new SectionForm<Network>(NetworkSection), (Recipe recipe) => recipe.Network,
            (recipe, network) => recipe with { Network = network }, "The network."),
        Option.Of("loss", LossWords.Form, (Recipe recipe) => recipe.Loss,
            (recipe, loss) => recipe with { Loss = loss }, "What the training makes small."),
        Option.Of("training", new SectionForm<TrainingPlan>(TrainingWords.Section), (Recipe recipe) => recipe.Training,
            (recipe, training) => recipe with { Training = training }, "How the network is trained."));

    /// <summary>How a recipe is spelt: the root of the language.</summary>
    public static SectionForm<Recipe> Root { get; } = new(Whole);

    static Recipe NewRecipe() => new() { Name = "recipe", Network = new Network { Input = [1], Layers = [] } };
}
