namespace Fathom.Recipes;

/// <summary>A layer with weights.</summary>
public abstract record WeightedLayer : Layer
{
    /// <summary>Whether the layer adds a bias; default true.</summary>
    public bool Bias { get; init; } = true;

    /// <summary>How the weights start; null: as the network says.</summary>
    public Initialization? Init { get; init; }

    /// <summary>How the biases start; null: as the network says.</summary>
    public Initialization? BiasInit { get; init; }
}
