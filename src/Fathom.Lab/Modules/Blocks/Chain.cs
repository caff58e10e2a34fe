using static TorchSharp.torch;

namespace Fathom.Lab.Modules;

/// <summary>Modules one after another.</summary>
static class Chain
{
    public static Tensor Call(nn.Module<Tensor, Tensor>[] modules, Tensor input)
    {
        var signal = input;
        foreach (var module in modules) signal = module.call(signal);
        return signal;
    }
}
