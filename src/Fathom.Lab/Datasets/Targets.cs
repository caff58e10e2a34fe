using System.Globalization;
using Fathom.Recipes;
using static TorchSharp.torch;

namespace Fathom.Lab.Datasets;

/// <summary>How labels become what a network should answer, after its loss and its outputs.</summary>
sealed class Targets
{
    const int MostClasses = 100_000;

    readonly Recipe _recipe;
    readonly int _outputs;

    Targets(Recipe recipe, int outputs, int? classes)
    {
        _recipe = recipe;
        _outputs = outputs;
        Classes = classes;
    }

    /// <summary>How many classes the labels name; null where the label is a measured number.</summary>
    public int? Classes { get; }

    public static Targets For(Recipe recipe, Samples samples)
    {
        var input = recipe.Network.Input;
        if (Product(input) != Product(samples.Shape))
            throw new DataException(string.Create(CultureInfo.InvariantCulture,
                $"The network takes {input}, {Product(input):N0} numbers, but each sample of {samples.Name} has {samples.Shape}, {Product(samples.Shape):N0} numbers; set network.input to [{Product(samples.Shape)}]."));
        var output = recipe.Network.Places().Last().Output!;
        if (samples.StepLabels is { } steps) return new Targets(recipe, StepTargets.Check(recipe, samples.Name, steps, output), steps.Classes);
        if (output is not [var outputs]) throw new DataException(StepTargets.NotFlat(output, samples.Name));

        if (recipe.Loss.Target == LossTarget.Number && outputs == 1) return new Targets(recipe, outputs, classes: null);
        var classes = CountClasses(samples);
        var fits = recipe.Loss.Target == LossTarget.YesOrNo && outputs == 1 ? classes == 2 : outputs == classes;
        if (fits) return new Targets(recipe, outputs, classes);
        throw new DataException($"The network ends in {outputs} outputs, but {samples.Name} has {classes} classes; {Remedy(recipe.Loss, classes)}.");
    }

    /// <summary>Refuses training data that leaves a class out: nothing could be learnt about it.</summary>
    public void CheckEveryClassOccurs(long[] training, Samples samples)
    {
        if (Classes is not { } classes || samples.StepLabels is not null) return;
        var counts = new long[classes];
        foreach (var row in training) counts[(int)samples.Labels[row]]++;
        var missing = Array.IndexOf(counts, 0);
        if (missing >= 0)
            throw new DataException(string.Create(CultureInfo.InvariantCulture,
                $"Class {missing} never occurs among the {training.Length:N0} training labels of {samples.Name}, which go up to {classes - 1}; number classes from 0 without gaps, and take enough samples."));
    }

    public Dataset Fit(Samples samples, Split split)
    {
        var training = Pick(samples, split.Training);
        var heldOut = samples.Apart is { } apart ? PickApart(apart, samples)
            : split.HeldOut.Length > 0 ? Pick(samples, split.HeldOut)
            : null;
        return new Dataset(samples.Name, training, heldOut, Classes);
    }

    SampleSet PickApart(Samples apart, Samples samples)
    {
        var stranger = Classes is { } classes ? Array.FindIndex(apart.Labels, label => label >= classes) : -1;
        if (stranger >= 0)
            throw new DataException($"Label {apart.Labels[stranger]} of {apart.Name} does not occur in {samples.Name}; both must have the same classes.");
        return Pick(apart, [.. Enumerable.Range(0, apart.Labels.Length).Select(row => (long)row)]);
    }

    SampleSet Pick(Samples samples, long[] rows)
    {
        using var scope = NewDisposeScope();
        var index = tensor(rows);
        var features = samples.Features.index_select(0, index).reshape([rows.Length, .. _recipe.Network.Input.Select(size => (long)size)]);
        var targets = samples.StepLabels is { } steps ? StepTargets.Of(steps, index) : TargetsOf([.. rows.Select(row => samples.Labels[row])]);
        return new SampleSet(features, targets);
    }

    Tensor TargetsOf(double[] labels)
    {
        if (_recipe.Loss.Target == LossTarget.Class) return tensor(Array.ConvertAll(labels, label => (long)label));
        if (_outputs == 1) return tensor(Array.ConvertAll(labels, label => (float)label)).reshape(-1, 1);
        return nn.functional.one_hot(tensor(Array.ConvertAll(labels, label => (long)label)), _outputs).to(ScalarType.Float32);
    }

    static int CountClasses(Samples samples)
    {
        var wrong = Array.FindIndex(samples.Labels, label => label < 0 || label != Math.Floor(label) || label >= MostClasses);
        if (wrong >= 0)
            throw new DataException(string.Create(CultureInfo.InvariantCulture,
                $"A class must be a whole number from 0 to {MostClasses - 1:N0}, but the label of sample {wrong + 1:N0} of {samples.Name} is {samples.Labels[wrong]}; number the classes from 0, or use the loss mse with one output."));
        var (least, most) = (samples.Labels.Min(), samples.Labels.Max());
        return least < most ? (int)most + 1 : throw new DataException($"Every label of {samples.Name} is {least}; to tell classes apart there must be at least two.");
    }

    static string Remedy(Loss loss, int classes) => loss.Target == LossTarget.YesOrNo && classes == 2
        ? "end it with linear: 1 or linear: 2"
        : $"end it with linear: {classes}";

    static long Product(ValueList<int> shape) => shape.Aggregate(1L, (product, size) => product * size);
}
