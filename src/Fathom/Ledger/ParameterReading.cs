using Fathom.Statistics;

namespace Fathom.Ledger;

/// <summary>What happened to one parameter in one step.</summary>
public sealed record ParameterReading
{
    /// <summary>The parameter's name, as <c>named_parameters()</c> spells it.</summary>
    public required string Name { get; init; }

    /// <summary>The parameter's values after the step; of a large parameter, those of the latest tenth reading.</summary>
    public TensorSummary? Value { get; init; }

    /// <summary>Its gradient, as the optimizer saw it; null where it has none.</summary>
    public TensorSummary? Gradient { get; init; }

    /// <summary>What the optimizer changed; null where it was not watched or the optimizer took no step.</summary>
    public UpdateReading? Update { get; init; }

    /// <summary>The learning rate that the optimizer gives this parameter; 0 where it owns it not, NaN where unknown.</summary>
    public double LearningRate { get; init; } = double.NaN;

    /// <summary>True where the parameter is meant to learn; false where it was frozen.</summary>
    public bool RequiresGradient { get; init; } = true;

    /// <summary>Whether the optimizer owns the parameter; null where nobody knows.</summary>
    public bool? IsOwned { get; init; }

    /// <summary>How its values are stored; null where unknown. Of float32 copies of 16-bit weights: float32.</summary>
    public ElementType? Type { get; init; }

    /// <summary>How its gradient was stored when the backward pass made it; <see cref="Type"/> unless said otherwise.</summary>
    public ElementType? GradientType { get => field ?? Type; init; }

    /// <summary>
    /// True where the parameter has two or more dimensions and at least two rows (units that it leads to), all of them equal after the step.
    /// </summary>
    public bool HasEqualRows { get; init; }
}
