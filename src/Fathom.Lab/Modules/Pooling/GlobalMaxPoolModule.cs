using static TorchSharp.torch;

namespace Fathom.Lab.Modules;

/// <summary>The greatest number of each channel; the gradient goes to that one alone.</summary>
sealed class GlobalMaxPoolModule() : nn.Module<Tensor, Tensor>(nameof(GlobalMaxPoolModule))
{
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        return input.flatten(2).max(2).values.MoveToOuterDisposeScope();
    }
}
