using Fathom.Statistics;

namespace Fathom.Ledger;

/// <summary>What the probe at one module saw in one call of it.</summary>
public sealed record PlaceReading
{
    /// <summary>The module's name in the network, as <c>named_modules()</c> spells it; the root is "network".</summary>
    public required string Name { get; init; }

    /// <summary>The module's type, such as "Linear".</summary>
    public required string Type { get; init; }

    /// <summary>What the module multiplies gradients by.</summary>
    public LinkKind Kind { get; init; } = LinkKind.Other;

    /// <summary>Which call of the module in this step, from 0: shared and recurrent modules are called several times.</summary>
    public int Call { get; init; }

    /// <summary>Which of the module's outputs, from 0, where it returns several.</summary>
    public int Output { get; init; }

    /// <summary>True where the module has children of its own.</summary>
    public bool IsContainer { get; init; }

    /// <summary>The module's output; null where it was no tensor of floating-point numbers.</summary>
    public TensorSummary? Activation { get; init; }

    /// <summary>The loss's gradient with respect to the output; null where none arrived.</summary>
    public TensorSummary? Gradient { get; init; }

    /// <summary>
    /// The output sample by sample and unit by unit; null where the module is a container or its output has no samples to compare, and for modules
    /// that take whole sequences and may put the time before the samples.
    /// </summary>
    public UnitReading? Units { get; init; }

    /// <summary>
    /// L2 norm of the loss's gradient at each time step, where the module takes a whole sequence at once: with respect to the sequence that
    /// went in. Empty elsewhere; modules that are called once per step have a reading for each call.
    /// </summary>
    public IReadOnlyList<double> GradientThroughTime { get; init; } = [];
}
