namespace Fathom.Recipes;

/// <summary>A layer that carries a state from time step to time step, with the same weights at each.</summary>
public abstract record RecurrentLayer : WeightedLayer
{
    /// <summary>How many numbers the state of one direction has, 1 to 1,000,000.</summary>
    public required int Units { get; init => field = Require.Between(value, 1, 1_000_000, nameof(Units)); }

    /// <summary>How many such layers stand on one another, each reading the sequence of the one below: 1 to 1,000; default 1.</summary>
    public int Layers { get; init => field = Require.Between(value, 1, 1000, nameof(Layers)); } = 1;

    /// <summary>Whether a second direction reads the sequence from its end; both states then stand side by side. Default false.</summary>
    /// <remarks>Schuster and Paliwal (1997), Bidirectional recurrent neural networks.</remarks>
    public bool Bidirectional { get; init; }

    /// <summary>How the layer is built; default whole.</summary>
    public RecurrentForm Form { get; init; }

    /// <summary>What is passed on; default the sequence.</summary>
    public RecurrentOutput Output { get; init; }

    /// <summary>How the weights from state to state start, drawn for each gate by itself; null: like the weights from the input.</summary>
    public Initialization? RecurrentInit { get; init; }

    /// <summary>Whether each time step is normalised over its units; default false. It needs cells, and brings them.</summary>
    /// <remarks>Ba, Kiros and Hinton (2016), Layer normalization, equations 4 and 20 to 31.</remarks>
    public bool LayerNorm { get; init; }

    /// <summary>The share of numbers dropped from what enters at each time step, 0 to below 1; default 0. It needs cells, and brings them.</summary>
    /// <remarks>Zaremba, Sutskever and Vinyals (2014), Recurrent neural network regularization: never from state to state.</remarks>
    public double Dropout { get; init => field = Require.Share(value); }

    /// <summary>Whether dropout uses one mask for all time steps, and drops from the state as well; default false.</summary>
    /// <remarks>Gal and Ghahramani (2016), A theoretically grounded application of dropout in recurrent neural networks.</remarks>
    public bool Variational { get; init; }

    /// <summary>After how many time steps the gradient is cut, 1 to 1,000,000; null: never. It needs cells, and brings them.</summary>
    /// <remarks>Williams and Peng (1990): truncated back-propagation through time.</remarks>
    public int? Truncate { get; init => field = value is { } steps ? Require.Between(steps, 1, 1_000_000, nameof(Truncate)) : null; }

    /// <summary>How many blocks of <see cref="Units"/> rows the weights have: one for each gate and for the state.</summary>
    public abstract int Blocks { get; }

    /// <summary>How many directions read the sequence: 1 or 2.</summary>
    public int Directions => Bidirectional ? 2 : 1;

    /// <summary>Whether the layer is built of cells, because it says so or because another option needs them.</summary>
    public bool HasCells => Form == RecurrentForm.Cells || LayerNorm || Dropout > 0 || Truncate is not null;

    /// <inheritdoc/>
    public override string InputRule => "a sequence, time steps first, such as [28, 28]";

    /// <summary>How many numbers the normalisation of one cell learns, in units.</summary>
    protected abstract int NormBlocks { get; }

    /// <inheritdoc/>
    public override ValueList<int>? OutputShape(ValueList<int> input) =>
        input.Count != 2 || (long)Units * Directions > int.MaxValue ? null
        : Output == RecurrentOutput.Last ? [Units * Directions]
        : [input[0], Units * Directions];

    /// <inheritdoc/>
    public override long ParameterCount(ValueList<int> input)
    {
        var constant = (Bias ? 2L * Blocks : 0) + (LayerNorm ? NormBlocks : 0);
        var below = (long)input[1];
        var count = 0L;
        for (var layer = 0; layer < Layers; layer++)
        {
            count += Directions * (long)Units * (Blocks * (below + Units) + constant);
            below = Units * Directions;
        }

        return count;
    }
}
