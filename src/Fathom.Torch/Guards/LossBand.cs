namespace Fathom.Torch.Guards;

/// <summary>The losses that a training may have: from its best level up to an edge that noise does not reach.</summary>
/// <remarks>
/// <para>A level is the median of 16 losses. The edge lies above the best level so far by the greatest of three: 13 robust deviations of the
/// losses there, half of what was won since the first level, and a tenth of the best level. A training is out of its band after three losses in
/// a row that are above the edge or not finite.</para>
/// <para>13 deviations: with tails as heavy as exponential ones (Laplace), one loss in a million lies that far out. The derivation is on
/// docs/guards/roll-back.md.</para>
/// </remarks>
sealed class LossBand
{
    /// <summary>How many robust deviations are no noise.</summary>
    public const double Deviations = 13;

    /// <summary>How many losses make a level.</summary>
    public const int Window = 16;

    /// <summary>How many losses in a row above the edge are no accident.</summary>
    public const int Patience = 3;

    /// <summary>The normal distribution's deviation as a multiple of its median absolute deviation.</summary>
    public const double Robust = 1.4826;

    readonly double[] _losses = new double[Window];
    readonly double[] _sorted = new double[Window];
    int _count;

    /// <summary>The first level; NaN before there is one.</summary>
    public double First { get; private set; } = double.NaN;

    /// <summary>How far the first losses lay from each other: their robust deviation.</summary>
    public double FirstDeviation { get; private set; }

    /// <summary>The best level so far; NaN before there is one.</summary>
    public double Best { get; private set; } = double.NaN;

    /// <summary>The greatest loss of the band; infinity before there is a level.</summary>
    public double Edge { get; private set; } = double.PositiveInfinity;

    /// <summary>How many losses in a row were above the edge.</summary>
    public int Above { get; private set; }

    /// <summary>True while the training is out of its band.</summary>
    public bool IsLeft { get; private set; }

    /// <summary>True where the last loss was in the band.</summary>
    public bool LastWasInside { get; private set; }

    /// <summary>Hears the loss of a step.</summary>
    public void Hear(double loss)
    {
        LastWasInside = double.IsFinite(loss) && loss <= Edge;
        Above = LastWasInside ? 0 : Above + 1;
        IsLeft = Above >= Patience;
        if (!LastWasInside) return;
        _losses[_count++ % Window] = loss;
        if (_count >= Window) Learn();
    }

    /// <summary>Begins to count anew after something was done; what was learnt of the level stays.</summary>
    public void Settle() => (Above, IsLeft) = (0, false);

    public void Write(BinaryWriter writer)
    {
        foreach (var loss in _losses) writer.Write(loss);
        writer.Write(_count);
        foreach (var number in (double[])[First, FirstDeviation, Best, Edge]) writer.Write(number);
        writer.Write(Above);
    }

    public void Read(BinaryReader reader)
    {
        for (var place = 0; place < Window; place++) _losses[place] = reader.ReadDouble();
        _count = reader.ReadInt32();
        (First, FirstDeviation, Best, Edge) = (reader.ReadDouble(), reader.ReadDouble(), reader.ReadDouble(), reader.ReadDouble());
        Above = reader.ReadInt32();
    }

    void Learn()
    {
        var level = MedianOf(_losses);
        var isBest = double.IsNaN(Best) || level < Best;
        if (!isBest) return;
        Best = level;
        var deviation = Robust * MedianOf(Array.ConvertAll(_losses, loss => Math.Abs(loss - level)));
        if (double.IsNaN(First)) (First, FirstDeviation) = (level, deviation);
        Edge = Best + Math.Max(Deviations * deviation, Math.Max((First - Best) / 2, Math.Abs(Best) / 10));
    }

    double MedianOf(double[] values)
    {
        Array.Copy(values, _sorted, Window);
        Array.Sort(_sorted);
        return (_sorted[(Window / 2) - 1] + _sorted[Window / 2]) / 2;
    }
}
