using static TorchSharp.torch;

namespace Fathom.Lab.Modules;

/// <summary>Weighted sums, and the greatest of each group of them.</summary>
sealed class MaxoutModule : nn.Module<Tensor, Tensor>
{
    readonly nn.Module<Tensor, Tensor>[] _steps;

    public MaxoutModule(nn.Module<Tensor, Tensor> linear, GreatestModule greatest)
        : base(nameof(MaxoutModule))
    {
        _steps = [linear, greatest];
        register_module("linear", linear);
        register_module("greatest", greatest);
    }

    public override Tensor forward(Tensor input) => Chain.Call(_steps, input);
}
