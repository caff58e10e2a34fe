using static TorchSharp.torch;

namespace Fathom.Lab.Modules.Attention;

/// <summary>Adds sin(t / 10,000^(2i/d)) to feature 2i and the cosine of the same to feature 2i + 1 of time step t.</summary>
/// <remarks>Vaswani et al. (2017), Attention is all you need, section 3.5.</remarks>
sealed class SinusoidalEncoding : nn.Module<Tensor, Tensor>
{
    // Under the buffer's name, so that moving the module to another type or device moves the field along.
    [TorchSharp.Utils.ComponentName(Name = "encoding")]
    readonly Tensor _encoding;

    /// <summary>An encoding of <paramref name="time"/> steps of <paramref name="features"/> features.</summary>
    public SinusoidalEncoding(int time, int features)
        : base(nameof(SinusoidalEncoding))
    {
        var values = new float[(long)time * features];
        for (var step = 0; step < time; step++)
        {
            for (var feature = 0; feature < features; feature++)
            {
                var angle = step / Math.Pow(10_000, 2 * (feature / 2) / (double)features);
                values[(long)step * features + feature] = (float)(feature % 2 == 0 ? Math.Sin(angle) : Math.Cos(angle));
            }
        }

        _encoding = tensor(values, [time, features]).DetachFromDisposeScope();
        register_buffer("encoding", _encoding, persistent: false);
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) => input + _encoding;

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing) _encoding.Dispose();
        base.Dispose(disposing);
    }
}
