namespace Fathom.Recipes;

/// <summary>x above 0 and alpha · (e^x - 1) below (Clevert 2016).</summary>
public sealed record Elu : Activation
{
    /// <summary>Where it saturates below 0, above 0 to 100; default 1.</summary>
    public double Alpha { get; init => field = Require.Between(Require.Positive(value, nameof(Alpha)), 0, 100, nameof(Alpha)); } = 1;
}
