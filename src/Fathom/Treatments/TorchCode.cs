using Fathom.Recipes;

namespace Fathom.Treatments;

/// <summary>Lines of a TorchSharp program, with the names that TorchSharp gives.</summary>
static class TorchCode
{
    /// <summary>The line that sets the rate of a live optimizer.</summary>
    public static string SetRate(double rate) => $"foreach (var group in optimizer.ParamGroups) group.LearningRate = {Figures.Text(rate)};";

    /// <summary>The line that makes an optimizer. TorchSharp calls the rate of SGD learningRate and that of all others lr.</summary>
    public static string Make(Optimizer optimizer)
    {
        var rate = Figures.Text(optimizer.LearningRate);
        var decay = optimizer.WeightDecay > 0 || optimizer is AdamW ? $", weight_decay: {Figures.Text(optimizer.WeightDecay)}" : "";
        var call = optimizer switch
        {
            Sgd { Momentum: > 0 } sgd => $"SGD(model.parameters(), learningRate: {rate}, momentum: {Figures.Text(sgd.Momentum)}{decay}{(sgd.Nesterov ? ", nesterov: true" : "")})",
            Sgd => $"SGD(model.parameters(), learningRate: {rate}{decay})",
            AdamLike adam => $"{adam.GetType().Name}(model.parameters(), lr: {rate}{decay}{(adam.AmsGrad ? ", amsgrad: true" : "")})",
            RmsProp => $"RMSProp(model.parameters(), lr: {rate}{decay})",
            _ => $"{optimizer.GetType().Name}(model.parameters(), lr: {rate}{decay})",
        };
        return $"var optimizer = torch.optim.{call};";
    }

    /// <summary>How a sentence calls an optimizer: "sgd with momentum 0.9 at 0.01".</summary>
    public static string Name(Optimizer optimizer) => optimizer.GetType().Name.ToLowerInvariant()
        + (optimizer is Sgd { Momentum: > 0 } sgd ? $" with momentum {Figures.Text(sgd.Momentum)}" : "")
        + (optimizer is AdamLike { AmsGrad: true } ? " with amsgrad" : "")
        + $" at {Figures.Text(optimizer.LearningRate)}";
}
