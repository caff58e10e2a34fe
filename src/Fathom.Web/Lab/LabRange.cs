using System.Numerics;
using System.Runtime.CompilerServices;

namespace Fathom.Web.Lab;

/// <summary>Between which ends a number of the Lab lies, both included.</summary>
/// <typeparam name="T">What kind of number.</typeparam>
/// <param name="Least">The lower end.</param>
/// <param name="Most">The upper end.</param>
public readonly record struct LabRange<T>(T Least, T Most)
    where T : INumber<T>
{
    /// <summary>Whether <paramref name="value"/> lies between the ends.</summary>
    public bool Holds(T value) => value >= Least && value <= Most;

    /// <summary>The number itself.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It lies outside.</exception>
    public T Check(T value, [CallerMemberName] string name = "") => Holds(value)
        ? value
        : throw new ArgumentOutOfRangeException(name, value, $"{name} must lie from {Least} to {Most}, but was {value}.");
}
