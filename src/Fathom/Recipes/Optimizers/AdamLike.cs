namespace Fathom.Recipes;

/// <summary>What Adam and AdamW have in common.</summary>
public abstract record AdamLike : Optimizer
{
    private protected AdamLike() => LearningRate = 0.001;

    /// <summary>How slowly the mean and the mean square forget, each 0 to below 1; default 0.9 and 0.999.</summary>
    public ValueList<double> Betas
    {
        get;
        init => field = value.Count == 2
            ? [Require.Share(value[0]), Require.Share(value[1])]
            : throw new ArgumentException($"Betas must be two numbers, but there were {value.Count}.", nameof(value));
    } = [0.9, 0.999];

    /// <summary>What is added to the root of the mean square, above 0, at most 1; default 1e-8.</summary>
    public double Epsilon { get; init => field = Require.Between(Require.Positive(value), 0, 1, nameof(Epsilon)); } = 1e-8;

    /// <summary>Whether the mean square never shrinks (AMSGrad: Reddi, Kale and Kumar 2018); default: no.</summary>
    public bool AmsGrad { get; init; }
}
