using static TorchSharp.torch;

namespace Fathom.Torch.Treatments;

/// <summary>Hooks on modules, which go when it is disposed of.</summary>
sealed class ForwardHooks : IDisposable
{
    readonly List<Action> _removers = [];

    /// <summary>Shows the input of each call.</summary>
    public void Before(nn.Module<Tensor, Tensor> module, Action<Tensor> look)
    {
        var hook = module.register_forward_pre_hook((_, input) =>
        {
            look(input);
            return input;
        });
        _removers.Add(hook.remove);
    }

    /// <summary>Shows the output of each call.</summary>
    public void After(nn.Module<Tensor, Tensor> module, Action<Tensor> look)
    {
        var hook = module.register_forward_hook((_, _, output) =>
        {
            look(output);
            return output;
        });
        _removers.Add(hook.remove);
    }

    public void Dispose()
    {
        foreach (var remove in _removers) remove();
        _removers.Clear();
    }
}
