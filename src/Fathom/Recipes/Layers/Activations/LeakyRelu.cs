namespace Fathom.Recipes;

/// <summary>x above 0 and slope · x below (Maas 2013).</summary>
public sealed record LeakyRelu : Activation
{
    /// <summary>The slope below 0, -1 to 1; default 0.01. At -1 it is the absolute value.</summary>
    public double Slope { get; init => field = Require.Between(value, -1, 1, nameof(Slope)); } = 0.01;
}
