using Fathom.Ledger;
using Fathom.Statistics;

namespace Fathom.Runs;

/// <summary>One probed output over one or several readings.</summary>
public sealed record PlaceBlock
{
    /// <summary>The module's name in its network.</summary>
    public required string Name { get; init; }

    /// <summary>The module's type.</summary>
    public required string Type { get; init; }

    /// <summary>Which kind of link the module is.</summary>
    public LinkKind Kind { get; init; } = LinkKind.Other;

    /// <summary>Which call of the module in one forward pass, from 0.</summary>
    public int Call { get; init; }

    /// <summary>Which of the call's outputs, from 0.</summary>
    public int Output { get; init; }

    /// <summary>True for a module that holds other modules.</summary>
    public bool IsContainer { get; init; }

    /// <summary>How many readings saw a gradient here.</summary>
    public long GradientCount { get; init; }

    /// <summary>How many readings saw an activation here.</summary>
    public long ActivationCount { get; init; }

    /// <summary>Gradients of the output, all readings added up; null where none was seen.</summary>
    public TensorSummary? Gradient { get; init; }

    /// <summary>Activations, all readings added up; null where none was seen.</summary>
    public TensorSummary? Activation { get; init; }

    /// <summary>
    /// L2 norm of the gradient per time step, first step first, over all readings together (the root of the sum of the squared norms); divide by the
    /// root of <see cref="GradientCount"/> for one reading. Empty where the place has no time.
    /// </summary>
    public IReadOnlyList<double> GradientThroughTime { get; init; } = [];

    /// <summary>Root of the mean squared L2 norm of the gradient over the readings; NaN where none was seen.</summary>
    public double GradientNorm => Gradient is null || GradientCount == 0 ? double.NaN : Gradient.Norm / Math.Sqrt(GradientCount);

    /// <summary>Root mean square of the activation's elements; NaN where none was seen.</summary>
    public double ActivationSize => Activation is null ? double.NaN : Activation.RootMeanSquare;

    internal (string Name, int Call, int Output) Key => (Name, Call, Output);

    /// <summary>A block of one reading.</summary>
    public static PlaceBlock Of(PlaceReading place)
    {
        ArgumentNullException.ThrowIfNull(place);
        return new PlaceBlock
        {
            Name = place.Name,
            Type = place.Type,
            Kind = place.Kind,
            Call = place.Call,
            Output = place.Output,
            IsContainer = place.IsContainer,
            GradientCount = place.Gradient is null ? 0 : 1,
            ActivationCount = place.Activation is null ? 0 : 1,
            Gradient = place.Gradient,
            Activation = place.Activation,
            GradientThroughTime = place.GradientThroughTime,
        };
    }

    /// <summary>Place <paramref name="index"/> of all <paramref name="readings"/>; <paramref name="parts"/> has room for one summary of each.</summary>
    internal static PlaceBlock Of(IReadOnlyList<StepReading> readings, int index, TensorSummary?[] parts)
    {
        var (gradients, activations) = (0L, 0L);
        IReadOnlyList<double> throughTime = readings[0].Places[index].GradientThroughTime;
        for (var part = 0; part < parts.Length; part++)
        {
            var place = readings[part].Places[index];
            if (place.Gradient is not null) gradients++;
            if (place.Activation is not null) activations++;
            if (part > 0 && throughTime.Count + place.GradientThroughTime.Count > 0) throughTime = Together(throughTime, place.GradientThroughTime);
            parts[part] = place.Gradient;
        }

        var gradient = TensorSummary.Whole(parts);
        for (var part = 0; part < parts.Length; part++) parts[part] = readings[part].Places[index].Activation;
        var last = readings[^1].Places[index];
        return new PlaceBlock
        {
            Name = last.Name,
            Type = last.Type,
            Kind = last.Kind,
            Call = last.Call,
            Output = last.Output,
            IsContainer = last.IsContainer,
            GradientCount = gradients,
            ActivationCount = activations,
            Gradient = gradient,
            Activation = TensorSummary.Whole(parts),
            GradientThroughTime = throughTime,
        };
    }

    /// <summary>True where both readings are of the same output of the same call.</summary>
    internal static bool AreOfOne(PlaceReading one, PlaceReading other) => one.Call == other.Call && one.Output == other.Output && one.Name == other.Name;

    /// <summary>Both blocks as one.</summary>
    public static PlaceBlock operator +(PlaceBlock left, PlaceBlock right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        return right with
        {
            GradientCount = left.GradientCount + right.GradientCount,
            ActivationCount = left.ActivationCount + right.ActivationCount,
            Gradient = ReadingBlock.Sum(left.Gradient, right.Gradient),
            Activation = ReadingBlock.Sum(left.Activation, right.Activation),
            GradientThroughTime = Together(left.GradientThroughTime, right.GradientThroughTime),
        };
    }

    /// <summary>The same as the operator.</summary>
    public static PlaceBlock Add(PlaceBlock left, PlaceBlock right) => left + right;

    // Sequences of different lengths end together: what counts is the distance to the loss.
    static IReadOnlyList<double> Together(IReadOnlyList<double> left, IReadOnlyList<double> right)
    {
        var (longer, shorter) = left.Count < right.Count ? (right, left) : (left, right);
        var apart = longer.Count - shorter.Count;
        return [.. longer.Select((value, index) => index < apart ? value : double.Hypot(value, shorter[index - apart]))];
    }
}
