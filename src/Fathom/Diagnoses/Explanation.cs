namespace Fathom.Diagnoses;

/// <summary>One illness that can follow from another.</summary>
/// <param name="Root">The illness that explains.</param>
/// <param name="Symptom">The illness that is explained.</param>
sealed record Explanation(string Root, string Symptom)
{
    /// <summary>Main causes of the symptom that name the root: with one of them, it does not matter which of the two was recognised first.</summary>
    public IReadOnlyList<string> NamedBy { get; init; } = [];

    /// <summary>True where nothing but such a main cause will do.</summary>
    public bool OnlyIfNamed { get; init; }

    /// <summary>True where the root comes about before the symptom by its nature, whichever of the two was recognised first.</summary>
    public bool ComesFirst { get; init; }

    /// <summary>What must hold of root, symptom and the training's beginning besides; null: nothing.</summary>
    public Func<Finding, Finding, Beginning, bool>? When { get; init; }

    /// <summary>Whether the symptom's main cause names the root.</summary>
    public bool IsNamedIn(Finding symptom) => symptom.Causes is [var main, ..] && NamedBy.Contains(main.Id, StringComparer.Ordinal);

    /// <summary>Whether <paramref name="root"/> explains <paramref name="symptom"/> in a training that began so.</summary>
    public bool Holds(Finding root, Finding symptom, Beginning beginning) =>
        string.Equals(root.Id, Root, StringComparison.Ordinal)
        && string.Equals(symptom.Id, Symptom, StringComparison.Ordinal)
        && (IsNamedIn(symptom) || (!OnlyIfNamed && (ComesFirst || root.Step <= symptom.Step)))
        && (When is null || When(root, symptom, beginning));
}
