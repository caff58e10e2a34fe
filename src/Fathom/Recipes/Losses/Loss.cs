namespace Fathom.Recipes;

/// <summary>What a training makes small.</summary>
public abstract record Loss
{
    /// <summary>What the loss compares answers with.</summary>
    public abstract LossTarget Target { get; }
}
