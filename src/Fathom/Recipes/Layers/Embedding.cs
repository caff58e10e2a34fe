namespace Fathom.Recipes;

/// <summary>Each whole number becomes a vector that is learnt for it.</summary>
public sealed record Embedding : Layer
{
    /// <summary>How many different numbers there are, 1 to 10,000,000; they count from 0.</summary>
    public required int Vocabulary { get; init => field = Require.Between(value, 1, 10_000_000, nameof(Vocabulary)); }

    /// <summary>How long a vector is, 1 to 100,000.</summary>
    public required int Width { get; init => field = Require.Between(value, 1, 100_000, nameof(Width)); }

    /// <summary>How the vectors start, with fans of one in and <see cref="Width"/> out; null: normal with deviation 1, as in PyTorch.</summary>
    public Initialization? Init { get; init; }

    /// <inheritdoc/>
    public override string InputRule => "whole numbers in a shape such as [30]";

    /// <inheritdoc/>
    public override ValueList<int>? OutputShape(ValueList<int> input) => input.Count == 1 ? [input[0], Width] : null;

    /// <inheritdoc/>
    public override long ParameterCount(ValueList<int> input) => (long)Vocabulary * Width;
}
