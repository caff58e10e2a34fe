using Fathom.Recipes;
using static TorchSharp.torch;

namespace Fathom.Lab.Datasets;

/// <summary>What a network should answer where every time step has a class of its own.</summary>
static class StepTargets
{
    /// <summary>How many outputs the network has at each time step; refuses one that does not fit.</summary>
    public static int Check(Recipe recipe, string name, StepLabels labels, ValueList<int> output)
    {
        if (recipe.Loss.Target != LossTarget.Class) throw new DataException($"{name} has a class for each time step, which takes the loss cross-entropy; set loss to it.");
        if (output is not [var steps, var outputs])
            throw new DataException($"The network ends in {output}, one answer, but {name} has a class for each of {labels.Steps} time steps; pass the whole sequence on (output: sequence, no last-step).");
        if (steps != labels.Steps) throw new DataException($"The network answers at {steps} time steps, but {name} has {labels.Steps}; keep the sequence as long as it is.");
        return outputs == labels.Classes
            ? outputs
            : throw new DataException($"The network ends in {outputs} outputs, but {name} has {labels.Classes} classes; end it with linear: {labels.Classes}.");
    }

    /// <summary>What is wrong with an <paramref name="output"/> that is not flat where each sample has one label.</summary>
    public static string NotFlat(ValueList<int> output, string name) => output.Count == 2
        ? $"The network ends in {output}, an answer for each of {output[0]} time steps, but each sample of {name} has one label; take the last step with last-step or output: last, or for images set network.input to their numbers in a row."
        : "The network must end in a flat output; end it with a linear layer.";

    /// <summary>One row of classes for each sample in <paramref name="rows"/>.</summary>
    public static Tensor Of(StepLabels labels, Tensor rows) => tensor(labels.Values).reshape(-1, labels.Steps).index_select(0, rows);
}
