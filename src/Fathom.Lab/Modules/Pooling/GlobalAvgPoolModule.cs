using static TorchSharp.torch;

namespace Fathom.Lab.Modules;

/// <summary>The mean of each channel.</summary>
sealed class GlobalAvgPoolModule() : nn.Module<Tensor, Tensor>(nameof(GlobalAvgPoolModule))
{
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        return input.flatten(2).mean([2]).MoveToOuterDisposeScope();
    }
}
