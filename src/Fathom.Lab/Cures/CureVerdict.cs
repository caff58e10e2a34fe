namespace Fathom.Lab.Cures;

/// <summary>What a search came to.</summary>
public enum CureVerdict
{
    /// <summary>Nothing is to be cured.</summary>
    Healthy,

    /// <summary>A change was proved to cure the recipe.</summary>
    Cured,

    /// <summary>No change could be proved within the budget.</summary>
    NothingFound,

    /// <summary>The search was interrupted before anything was proved.</summary>
    Interrupted,
}
