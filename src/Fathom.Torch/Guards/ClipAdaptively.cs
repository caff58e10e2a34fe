using TorchSharp.Modules;

namespace Fathom.Torch.Guards;

/// <summary>Scales all gradients together so that their norm is at most a percentile of the norms so far (AutoClip).</summary>
/// <remarks>
/// <para>Seetharaman, Wichern, Pardo and Le Roux (2020), AutoClip: adaptive gradient clipping for source separation networks, equations 2 and
/// 3. The norm of the step itself counts among those so far, as it was before clipping; percentiles are interpolated linearly.</para>
/// <para>Where norms stay as they are, the percentile 10 clips nine steps of ten: that is what it says. Norms that are not finite are left out.</para>
/// </remarks>
/// <param name="percentile">The percentile, 0 to 100; the paper's is 10.</param>
/// <param name="window">How many past norms count, at least 1; the paper counts all.</param>
public sealed class ClipAdaptively(double percentile = 10, int window = 10_000) : ILearningClip
{
    readonly Queue<double> _past = new();
    readonly List<double> _sorted = [];

    /// <summary>The percentile.</summary>
    public double Percentile { get; } = Require.Between(percentile, 0, 100);

    /// <summary>How many past norms count.</summary>
    public int Window { get; } = Require.AtLeast(window, 1);

    // A training of its own, with nothing learnt from another one.
    GuardShift IGuard.Begin(GuardedTraining training) => new ClipShift(new ClipAdaptively(Percentile, Window), training);

    /// <inheritdoc/>
    public ClipResult Clip(IReadOnlyList<(string name, Parameter parameter)> parameters)
    {
        var gradients = new Gradients(parameters);
        if (!double.IsFinite(gradients.Norm)) return gradients.Untouched;

        Remember(gradients.Norm);
        var limit = LimitNow();
        return gradients.Norm > limit ? gradients.Scale(gradients.FactorTo(limit)) : gradients.Untouched;
    }

    /// <inheritdoc/>
    public void Write(BinaryWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Write(_past.Count);
        foreach (var norm in _past) writer.Write(norm);
    }

    /// <inheritdoc/>
    public void Read(BinaryReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        _past.Clear();
        _sorted.Clear();
        for (var left = reader.ReadInt32(); left > 0; left--) Remember(reader.ReadDouble());
    }

    void Remember(double norm)
    {
        if (_past.Count == Window) _sorted.RemoveAt(_sorted.BinarySearch(_past.Dequeue()));
        _past.Enqueue(norm);
        var place = _sorted.BinarySearch(norm);
        _sorted.Insert(place < 0 ? ~place : place, norm);
    }

    double LimitNow()
    {
        var place = Percentile / 100 * (_sorted.Count - 1);
        var below = (int)place;
        var above = Math.Min(below + 1, _sorted.Count - 1);
        return _sorted[below] + (_sorted[above] - _sorted[below]) * (place - below);
    }
}
