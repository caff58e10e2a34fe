namespace Fathom.Recipes;

/// <summary>Stochastic gradient descent: a step against the gradient; the learning rate is 0.01 unless said.</summary>
/// <remarks>Momentum as PyTorch counts it: Sutskever, Martens, Dahl and Hinton (2013), with the learning rate outside the sum.</remarks>
public sealed record Sgd : Optimizer
{
    /// <summary>Which share of the last update is taken along, 0 to below 1; default 0.</summary>
    public double Momentum { get; init => field = Require.Share(value); }

    /// <summary>Which share of the gradient the momentum leaves out, 0 to 1; default 0.</summary>
    public double Dampening { get; init => field = Require.Between(value, 0, 1, nameof(Dampening)); }

    /// <summary>Whether the momentum looks one step ahead; default: no. It needs a momentum above 0 and no dampening.</summary>
    public bool Nesterov { get; init; }
}
