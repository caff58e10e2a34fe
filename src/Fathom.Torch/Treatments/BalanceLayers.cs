using System.Globalization;
using Fathom.Recipes;
using Fathom.Torch.Guards;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Fathom.Torch.Treatments;

/// <summary>Rescales the weights of a live network so that all layers' gradients have the same norm, and the function stays.</summary>
/// <remarks>
/// <para>Behind a ReLU or another function with f(ax) = a f(x) for a above 0, weights may be multiplied in one layer and divided in the next
/// (Neyshabur, Salakhutdinov and Srebro 2015, Path-SGD; Stock et al. 2019, Equi-normalization). A layer whose weights are multiplied by c has its
/// gradient divided by c: with c the gradient's norm over the geometric mean of all, they become equal. The factors' product is 1.</para>
/// <para>It needs the gradients of a step: call it between <c>backward()</c> and the optimizer's step. Gradients, biases and what the optimizer
/// remembers are rescaled with their weights. Chains that end in a norm, a sigmoid or anything else that bends scales are left as they are, behind
/// their last layer.</para>
/// </remarks>
public sealed record BalanceLayers : ILiveTreatment
{
    /// <summary>By how much one layer may be multiplied or divided at once, above 1; 1,000 unless said otherwise.</summary>
    /// <remarks>Three decades leave the weights and the optimizer's squares, six decades, inside of what 32 bits hold without loss.</remarks>
    public double LargestFactor { get; init => field = value > 1 && double.IsFinite(value) ? value : throw new ArgumentOutOfRangeException(nameof(value), value, $"LargestFactor must be finite and above 1, but was {value}."); } = 1000;

    /// <summary>True, on every input, in training and evaluation.</summary>
    public bool IsExact => true;

    /// <inheritdoc/>
    public Operation ApplyTo(LiveTraining training)
    {
        ArgumentNullException.ThrowIfNull(training);
        var chains = HomogeneousChains.Of(training.Model);
        if (chains.Count == 0)
            throw new LiveTreatmentException($"{training.Model.GetType().Name} has no two layers of weights in a Sequential with nothing but ReLUs, pooling, dropout and their like between them; rescaling others would change the function.");
        using var scope = NewDisposeScope();
        using var without = no_grad();
        var factors = chains.SelectMany(chain => Factors(chain)).ToList();
        var memory = OptimizerEdit.Of(training.Optimizer)?.Memory();
        foreach (var (layer, own, before) in factors) Rescale(layer.Module, own, own * before, memory);
        var (least, most) = (factors.Min(factor => factor.Own), factors.Max(factor => factor.Own));
        return new Operation
        {
            What = string.Create(CultureInfo.InvariantCulture, $"Multiplied the weights of {factors.Count} layers by {least:0.###} to {most:0.###}, whose product is 1 in each chain."),
            IsExact = true,
            Places = ValueList.Of<string>([.. factors.Select(factor => factor.Layer.Name)]),
        };
    }

    /// <summary>Each layer's own factor, and the product of those before it in the chain.</summary>
    List<(ModulePlace Layer, double Own, double Before)> Factors(IReadOnlyList<ModulePlace> chain)
    {
        var norms = chain.Select(GradientNorm).ToArray();
        var mean = norms.Average(Math.Log);
        var (result, before, limit) = (new List<(ModulePlace, double, double)>(), 1.0, Math.Log(LargestFactor));
        var wanted = norms.Select(norm => Math.Log(norm) - mean).ToArray();
        // All shrink together where one is too large, so that their product stays 1.
        var shrink = Math.Min(1, limit / Math.Max(wanted.Max(Math.Abs), double.Epsilon));
        for (var place = 0; place < chain.Count; place++)
        {
            // The last takes what is left, so that rounding does not add up.
            var own = place == chain.Count - 1 ? 1 / before : Math.Exp(wanted[place] * shrink);
            result.Add((chain[place], own, before));
            before *= own;
        }

        return result;
    }

    static double GradientNorm(ModulePlace place)
    {
        using var gradient = Weight(place.Module).grad;
        if (gradient is null) throw new LiveTreatmentException($"{place.Name} has no gradient to balance; call this after backward() and before zero_grad().");
        using var wide = gradient.to(float64);
        var norm = wide.norm().item<double>();
        return norm > 0 && double.IsFinite(norm) ? norm : throw new LiveTreatmentException(
            string.Create(CultureInfo.InvariantCulture, $"{place.Name} has a gradient of norm {norm}, which no factor makes equal to the others'; rescaling cannot help."));
    }

    static void Rescale(nn.Module module, double own, double cumulative, IReadOnlyDictionary<nint, OptimizerMemoryCell>? memory)
    {
        foreach (var (name, parameter) in module.named_parameters())
        {
            var factor = name == "weight" ? own : cumulative;
            using var scalar = factor.ToScalar();
            using var inverse = (1 / factor).ToScalar();
            parameter.mul_(scalar);
            if (parameter.grad is { } gradient) gradient.mul_(inverse);
            if (memory is not null && memory.TryGetValue(parameter.Handle, out var cell)) MemoryScale.Divide(cell, factor);
        }
    }

    static Parameter Weight(nn.Module module) => module.get_parameter("weight")!;
}
