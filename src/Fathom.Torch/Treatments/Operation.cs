using Fathom.Recipes;

namespace Fathom.Torch.Treatments;

/// <summary>What a treatment did to a live training.</summary>
public sealed record Operation
{
    /// <summary>What was changed, in a sentence.</summary>
    public required string What { get; init; }

    /// <summary>Whether the network's function is what it was, to 1e-5 of its size, in the modes and on the inputs that the treatment's page names.</summary>
    public required bool IsExact { get; init; }

    /// <summary>The modules or parameters that were changed, by the names that they had before; empty for settings of the optimizer.</summary>
    public ValueList<string> Places { get; init; } = [];

    /// <summary>The parameters that are new, by name; the optimizer owns them already.</summary>
    public ValueList<string> NewParameters { get; init; } = [];

    /// <summary>
    /// Whether modules or parameters came, went or were renamed, or the optimizer is another one: dispose of a
    /// <see cref="GradientMonitor"/> and attach a new one, for the old one does not know them.
    /// </summary>
    public bool NeedsNewMonitor { get; init; }
}
