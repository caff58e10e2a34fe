namespace Fathom.Recipes;

/// <summary>One layer of a network.</summary>
public abstract record Layer
{
    /// <summary>The layer's own name; null: it is called by its kind and number. Unique in a network, without dots.</summary>
    public virtual string? Name { get; init; }

    /// <summary>The stem of the names that layers of this kind are given: <c>linear</c> for linear1, linear2.</summary>
    public string Kind => GetType().Name.ToLowerInvariant();

    /// <summary>What the layer takes, for a reader whose input it refuses: <c>a flat input such as [784]</c>.</summary>
    public abstract string InputRule { get; }

    /// <summary>Which of the layer's own options contradict one another, to be read after its name; null where none do.</summary>
    public virtual string? Contradiction => null;

    /// <summary>The shape that goes out when <paramref name="input"/> comes in; null where the layer cannot take it.</summary>
    public abstract ValueList<int>? OutputShape(ValueList<int> input);

    /// <summary>What is wrong with <paramref name="input"/> where the layer cannot take it, to be read after the name of the layer.</summary>
    public virtual string Refusal(ValueList<int> input) => $"takes {InputRule}, but {input} comes in";

    /// <summary>How many numbers the layer learns when <paramref name="input"/> comes in; 0 unless it has weights.</summary>
    public virtual long ParameterCount(ValueList<int> input) => 0;
}
