namespace Fathom.Recipes;

/// <summary>What a loss compares the network's answers with.</summary>
public enum LossTarget
{
    /// <summary>The number of the right class; the network has one output per class.</summary>
    Class,

    /// <summary>A measured number where the network has one output; else 1 for the right class and 0 for the others.</summary>
    Number,

    /// <summary>Yes or no where the network has one output; else 1 for the right class and 0 for the others.</summary>
    YesOrNo,
}
