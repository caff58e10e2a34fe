using static TorchSharp.torch;

namespace Fathom.Lab.Modules;

/// <summary>Weighted sums, and the greatest of each group of them.</summary>
sealed class MaxoutModule : nn.Module<Tensor, Tensor>
{
    readonly nn.Module<Tensor, Tensor> _linear;
    readonly GreatestModule _greatest;

    public MaxoutModule(nn.Module<Tensor, Tensor> linear, GreatestModule greatest)
        : base(nameof(MaxoutModule))
    {
        (_linear, _greatest) = (linear, greatest);
        register_module("linear", linear);
        register_module("greatest", greatest);
    }

    public override Tensor forward(Tensor input) => _greatest.call(_linear.call(input));
}
