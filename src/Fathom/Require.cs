using System.Numerics;
using System.Runtime.CompilerServices;

namespace Fathom;

/// <summary>Checks on values that callers hand in; each message names the value, the rule and what came instead.</summary>
static class Require
{
    /// <summary>A number strictly between 0 and 1.</summary>
    public static double Fraction(double value, [CallerMemberName] string name = "") =>
        value is > 0 and < 1
            ? value
            : throw new ArgumentOutOfRangeException(name, value, $"{name} must lie between 0 and 1, but was {value}.");

    /// <summary>A number from 0 to below 1.</summary>
    public static double Share(double value, [CallerMemberName] string name = "") =>
        value is >= 0 and < 1
            ? value
            : throw new ArgumentOutOfRangeException(name, value, $"{name} must lie from 0 to below 1, but was {value}.");

    /// <summary>A finite number above 0.</summary>
    public static double Positive(double value, [CallerMemberName] string name = "") =>
        value > 0 && double.IsFinite(value)
            ? value
            : throw new ArgumentOutOfRangeException(name, value, $"{name} must be a finite number above 0, but was {value}.");

    /// <summary>A number of <paramref name="least"/> or more.</summary>
    public static T AtLeast<T>(T value, T least, [CallerArgumentExpression(nameof(value))] string name = "")
        where T : INumber<T> =>
        value >= least
            ? value
            : throw new ArgumentOutOfRangeException(name, value, $"{name} must be at least {least}, but was {value}.");

    /// <summary>A number from <paramref name="least"/> to <paramref name="most"/>.</summary>
    public static T Between<T>(T value, T least, T most, [CallerArgumentExpression(nameof(value))] string name = "")
        where T : INumber<T> =>
        value >= least && value <= most
            ? value
            : throw new ArgumentOutOfRangeException(name, value, $"{name} must lie from {least} to {most}, but was {value}.");
}
