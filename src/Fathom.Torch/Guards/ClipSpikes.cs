using TorchSharp.Modules;

namespace Fathom.Torch.Guards;

/// <summary>Pulls a gradient whose norm stands out from the running mean by too many deviations back towards it (ZClip).</summary>
/// <remarks>
/// <para>Kumar, Owen, Chowdhury and Güra (2025), ZClip: adaptive spike mitigation for LLM pre-training, with reciprocal clipping: a norm of z
/// deviations above the mean becomes one of threshold²/z. Mean and variance then learn from the clipped norm.</para>
/// <para>The authors' program adds 1e-6 to the deviation, which would blind it to gradients as small as that; here nothing is added, and
/// where past norms do not vary at all, whatever exceeds them is brought to their mean. Norms that are not finite are left out.</para>
/// </remarks>
/// <param name="threshold">From how many deviations on, above 0.</param>
/// <param name="alpha">How slowly mean and variance forget, 0 to below 1.</param>
/// <param name="warmUp">From how many norms the first mean and variance are taken, while nothing is clipped, at least 1.</param>
public sealed class ClipSpikes(double threshold = 2.5, double alpha = 0.97, int warmUp = 25) : ILearningClip
{
    readonly List<double> _first = [];
    double _mean;
    double _variance;

    /// <summary>From how many deviations on.</summary>
    public double Threshold { get; } = Require.Positive(threshold, nameof(threshold));

    /// <summary>How slowly mean and variance forget.</summary>
    public double Alpha { get; } = Require.Share(alpha, nameof(alpha));

    /// <summary>From how many norms the first mean and variance are taken.</summary>
    public int WarmUp { get; } = Require.AtLeast(warmUp, 1);

    // A training of its own, with nothing learnt from another one.
    GuardShift IGuard.Begin(GuardedTraining training) => new ClipShift(new ClipSpikes(Threshold, Alpha, WarmUp), training);

    /// <inheritdoc/>
    public ClipResult Clip(IReadOnlyList<(string name, Parameter parameter)> parameters)
    {
        var gradients = new Gradients(parameters);
        if (!double.IsFinite(gradients.Norm)) return gradients.Untouched;
        if (_first.Count < WarmUp)
        {
            Begin(gradients.Norm);
            return gradients.Untouched;
        }

        var limit = LimitFor(gradients.Norm);
        Learn(Math.Min(gradients.Norm, limit));
        return gradients.Norm > limit ? gradients.Scale(gradients.FactorTo(limit)) : gradients.Untouched;
    }

    /// <inheritdoc/>
    public void Write(BinaryWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Write(_mean);
        writer.Write(_variance);
        writer.Write(_first.Count);
        foreach (var norm in _first) writer.Write(norm);
    }

    /// <inheritdoc/>
    public void Read(BinaryReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        (_mean, _variance) = (reader.ReadDouble(), reader.ReadDouble());
        _first.Clear();
        for (var left = reader.ReadInt32(); left > 0; left--) _first.Add(reader.ReadDouble());
    }

    void Begin(double norm)
    {
        _first.Add(norm);
        if (_first.Count < WarmUp) return;
        _mean = _first.Average();
        _variance = _first.Average(one => (one - _mean) * (one - _mean));
    }

    double LimitFor(double norm)
    {
        var deviation = Math.Sqrt(_variance);
        if (norm - _mean <= Threshold * deviation) return double.PositiveInfinity;
        return _mean + Threshold * deviation * (Threshold * deviation / (norm - _mean));
    }

    void Learn(double norm)
    {
        _mean = Alpha * _mean + (1 - Alpha) * norm;
        _variance = Alpha * _variance + (1 - Alpha) * (norm - _mean) * (norm - _mean);
    }
}
