using Fathom.Lab.Recipes;
using Fathom.Torch.Guards;

namespace Fathom.Lab.Training;

/// <summary>Guards by the names that their pages have, with their default settings.</summary>
public static class GuardWords
{
    static readonly Dictionary<string, Func<IGuard>> Known = new(StringComparer.Ordinal)
    {
        ["skip-non-finite"] = () => new SkipNonFinite(),
        ["skip-spike"] = () => new SkipSpike(),
        ["clip-adaptively"] = () => new ClipAdaptively(),
        ["clip-spikes"] = () => new ClipSpikes(),
        ["clip-unitwise"] = () => new ClipUnitwise(),
        ["lower-learning-rate-on-divergence"] = () => new LowerLearningRateOnDivergence(),
        ["roll-back"] = () => new RollBack(),
        ["stop-on-hopeless"] = () => new StopOnHopeless(),
    };

    /// <summary>The names of all guards that need no setting.</summary>
    public static IReadOnlyCollection<string> Names => Known.Keys;

    /// <summary>The guards of these names, in the same order.</summary>
    /// <param name="names">Names such as "roll-back".</param>
    /// <exception cref="ArgumentException">A name is not known; the message has the nearest one.</exception>
    public static IReadOnlyList<IGuard> Of(IEnumerable<string> names) => [.. names.Select(Make)];

    static IGuard Make(string name) =>
        Known.TryGetValue(name, out var make)
            ? make()
            : throw new ArgumentException($"There is no guard {name}; "
                + (NearestName.Of(name, Known.Keys) is { } near ? $"did you mean {near}?" : $"there are {string.Join(", ", Known.Keys)}."), nameof(name));
}
