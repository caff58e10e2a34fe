using Fathom.Torch.Treatments;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Fathom.Lab.Modules;

/// <summary>Starts the norms of a treated network that are new as near to the identity as they can be.</summary>
static class NormStart
{
    /// <summary>Calls the network on a batch, and sets each new norm on the way to what it gets.</summary>
    /// <param name="module">The treated network.</param>
    /// <param name="kept">The handles of what was carried over, and is left alone.</param>
    /// <param name="batch">What the network is called with.</param>
    public static void Of(NetworkModule module, HashSet<nint> kept, Tensor batch)
    {
        var norms = module.named_modules().Where(entry => entry.module is BatchNorm or TorchSharp.Modules.LayerNorm or RmsNormModule or GroupNormModule)
            .Where(entry => entry.module.get_parameter("weight") is { } gain && !kept.Contains(gain.Handle))
            .Select(entry => (nn.Module<Tensor, Tensor>)entry.module).Distinct().ToList();
        if (norms.Count == 0) return;
        var removers = new List<Action>();
        try
        {
            foreach (var norm in norms)
            {
                var hook = norm.register_forward_pre_hook((_, input) =>
                {
                    Start(norm, input);
                    return input;
                });
                removers.Add(hook.remove);
            }

            Run(module, batch);
        }
        finally
        {
            foreach (var remove in removers) remove();
        }

        foreach (var norm in norms.OfType<BatchNorm>()) Settle(norm);
    }

    /// <summary>Gives a norm, whose gain and shift are the batch's, the same as running statistics.</summary>
    static void Settle(BatchNorm norm)
    {
        if (!norm.track_running_stats) return;
        norm.running_mean!.copy_(norm.bias!);
        norm.running_var!.copy_((norm.weight!.to(float64).square() - norm.eps).clamp_min(0));
    }

    /// <summary>In training mode, as the next step will; norms that were carried over and torch's random state are as before afterwards.</summary>
    static void Run(NetworkModule module, Tensor batch)
    {
        var modes = module.named_modules().Select(entry => (entry.module, entry.module.training)).Prepend((module, module.training)).ToList();
        var buffers = module.buffers().Select(buffer => (buffer, before: buffer.clone())).ToList();
        var random = get_rng_state();
        module.train();
        var type = module.parameters().FirstOrDefault()?.dtype ?? ScalarType.Float32;
        module.call(batch.is_floating_point() ? batch.to(type) : batch);
        foreach (var (each, mode) in modes) each.train(mode);
        foreach (var (buffer, before) in buffers) buffer.copy_(before);
        set_rng_state(random);
    }

    static void Start(nn.Module<Tensor, Tensor> norm, Tensor input)
    {
        if (norm is BatchNorm batchNorm) IdentityNorm.Start(batchNorm, input);
        else Fit(norm, input);
    }

    /// <summary>Gain and shift by least squares over the batch: what the norm returns then is as near to its input as any gain and shift bring it.</summary>
    static void Fit(nn.Module<Tensor, Tensor> norm, Tensor input)
    {
        using var scope = NewDisposeScope();
        var (gain, shift) = (norm.get_parameter("weight")!, norm.get_parameter("bias"));
        gain.fill_(1);
        shift?.zero_();
        var (normed, wanted) = (norm.forward(input).to(float64), input.to(float64));
        // A group-norm has one gain for each channel, the others one for each place of the last dimensions.
        long[] over = norm is GroupNormModule
            ? [.. Enumerable.Range(0, (int)input.dim()).Where(dimension => dimension != 1)]
            : [.. Enumerable.Range(0, (int)(input.dim() - gain.dim()))];
        var (meanNormed, meanWanted) = (normed.mean(over, keepdim: true), wanted.mean(over, keepdim: true));
        var (left, right) = shift is null ? (normed, wanted) : (normed - meanNormed, wanted - meanWanted);
        var square = (left * left).sum(over, keepdim: true);
        var slope = where(square.gt(0), (left * right).sum(over, keepdim: true) / square, ones_like(square));
        gain.copy_(slope.reshape(gain.shape));
        shift?.copy_((meanWanted - (slope * meanNormed)).reshape(shift.shape));
    }
}
