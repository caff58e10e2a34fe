namespace Fathom.Recipes;

/// <summary>A recurrent layer whose gates decide what of the state is kept.</summary>
public abstract record GatedLayer : RecurrentLayer
{
    /// <summary>How the bias of the gate that keeps the state starts, both of torch's bias vectors together; null: like the others.</summary>
    public ForgetBias? ForgetBias { get; init; }

    /// <inheritdoc/>
    public override string? Contradiction =>
        ForgetBias is not null && !Bias ? "has bias: false, but a forget-bias; leave one of them out" : null;
}
