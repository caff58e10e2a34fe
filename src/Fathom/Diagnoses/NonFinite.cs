using Fathom.Ledger;
using Fathom.Statistics;

namespace Fathom.Diagnoses;

/// <summary>A loss, a gradient or a weight is NaN or infinite: what was learnt is being lost.</summary>
/// <remarks>
/// Names the first place in the order in which a step computes: outputs forward, the loss, gradients backward, then the weights.
/// Infinite activations alone are no illness, because masks are written with them.
/// </remarks>
public sealed record NonFinite : IDiagnosis
{
    /// <inheritdoc/>
    public string Id => "non-finite";

    /// <inheritdoc/>
    public IEnumerable<Finding> Examine(ReadingHistory history)
    {
        var before = default(StepReading);
        foreach (var reading in history.Readings)
        {
            if (reading.HasNonFinite)
            {
                yield return Describe(reading, before, history);
                yield break;
            }

            before = reading;
        }
    }

    Finding Describe(StepReading reading, StepReading? before, ReadingHistory history)
    {
        var first = First(reading);
        var cause = CauseOf(first, reading, before, history);
        // A step between two readings is read only because its loss is not finite: of the layers nothing was heard.
        var isUnread = reading.Places.Count == 0 && cause.Id == "invalid-operation";
        return new Finding
        {
            Id = Id,
            Severity = Severity.Fatal,
            Place = first.Place,
            Step = reading.Step,
            Summary = FormattableString.Invariant($"{first.Where} first held {first.What} in step {reading.Step}."),
            Causes = isUnread ? [cause with { Share = 0.5 }, new Cause("input-data", 0.5, "nobody listened in that step: NaN or infinity in what the network was given looks the same")] : [cause],
            Evidence =
            [
                new Evidence("loss of the step", reading.Loss, double.NaN),
                .. first.Summary is { } summary
                    ? (Evidence[])
                    [
                        new Evidence($"NaNs in {first.Place}", summary.NaNs, 0),
                        new Evidence($"infinities in {first.Place}", summary.PositiveInfinities + summary.NegativeInfinities, 0),
                    ]
                    : [],
                .. before is null ? [] : (Evidence[])[new Evidence($"largest weight or gradient in step {before.Step}", Largest(before), double.NaN)],
            ],
            Treatments = isUnread ? [.. Treatments(cause), $"Look at the data of step {reading.Step} for NaN, infinity and empty fields."] : Treatments(cause),
        };
    }

    static Sighting First(StepReading reading)
    {
        var output = reading.Places.FirstOrDefault(place => !place.IsContainer && place.Activation is { HasNonFinite: true });
        // An infinite mask stays where it was put; only what reaches the loss is the beginning of the illness.
        if (output is not null && !double.IsFinite(reading.Loss) && reading.LossWasRead)
            return new Sighting(output.Name, $"The output of {output.Name} ({output.Type})", What(output.Activation!), output.Activation, IsForward: true);
        if (reading.LossWasRead && !double.IsFinite(reading.Loss))
            return new Sighting("loss", "The loss", double.IsNaN(reading.Loss) ? "NaN" : "an infinity", null, IsForward: true);
        var gradient = reading.Places.LastOrDefault(place => place.Gradient is { HasNonFinite: true });
        if (gradient is not null)
            return new Sighting(gradient.Name, $"The gradient at the output of {gradient.Name} ({gradient.Type})", What(gradient.Gradient!), gradient.Gradient, IsForward: false);
        var pulled = reading.Parameters.LastOrDefault(parameter => parameter.Gradient is { HasNonFinite: true });
        if (pulled is not null)
            return new Sighting(pulled.Name, $"The gradient of {pulled.Name}", What(pulled.Gradient!), pulled.Gradient, IsForward: false);
        var moved = reading.Parameters.First(parameter => parameter.Value is { HasNonFinite: true });
        return new Sighting(moved.Name, $"After the optimizer's step, {moved.Name}", What(moved.Value!), moved.Value, IsForward: false);
    }

    static Cause CauseOf(Sighting first, StepReading reading, StepReading? before, ReadingHistory history)
    {
        var firstPlace = reading.Places.FirstOrDefault(place => !place.IsContainer);
        // Where the inputs were read and are finite, a first layer that is not, such as a recurrent one, broke by itself.
        var inputsAreSound = reading.Inputs.Count > 0 && reading.Inputs.All(input => !input.Values.HasNonFinite);
        var beganBroken = before is null || before.Parameters.All(parameter => parameter.Value is not { HasNonFinite: true });
        if (first.IsForward && firstPlace is not null && string.Equals(firstPlace.Name, first.Place, StringComparison.Ordinal) && beganBroken && !inputsAreSound
            && (before is null || Largest(before) < LargeForFloat))
            return new Cause("input-data", 1, "the very first layer is not finite although its weights were: the data it was given was not");
        if (first.IsForward && reading.Places.Any(place => place.Kind == LinkKind.Recurrent && string.Equals(place.Name, first.Place, StringComparison.Ordinal)))
            return new Cause("recurrent-steps", 1, "it broke inside a layer that multiplies its state at every time step, although what went in was finite: the state grew beyond the format on its way");
        if (before is not null && Largest(before) >= LargeForFloat)
            return new Cause("overflow", 1, FormattableString.Invariant($"numbers had grown to {Largest(before):0.0e+0} in step {before.Step}; float32 ends at 3.4e+38, and products reach it first"));
        // Readings may lie far apart, but the loss is known of every step.
        var path = LossPath.Of(history).Where(point => point.Step < reading.Step && point.Loss > 0).ToList();
        if (path.Count > 1 && path[^1].Loss > FarthestLogarithm * path[0].Loss)
            return new Cause("overflow", 1, FormattableString.Invariant($"the loss had grown from {path[0].Loss:0.####} in step {path[0].Step} to {path[^1].Loss:0.0e+0} in step {path[^1].Step}"));
        return reading.Places.Any(place => place.Activation is { PositiveInfinities: > 0 } or { NegativeInfinities: > 0 })
            ? new Cause("overflow", 1, "an output overflowed to infinity before anything was NaN")
            : new Cause("invalid-operation", 1, "everything before it was finite and of ordinary size: an operation such as log(0), 0/0 or the root of a negative number");
    }

    /// <summary>Above this a product of two numbers overflows float32: the square root of its largest number.</summary>
    const double LargeForFloat = 1.8e19;

    /// <summary>No logarithm of a float32 lies farther from zero than 103.3, 149 times what a coin's guess costs: a loss that grew by more has run away.</summary>
    const double FarthestLogarithm = 150;

    static double Largest(StepReading reading) =>
        reading.Places.SelectMany(place => new[] { place.Activation, place.Gradient })
            .Concat(reading.Parameters.SelectMany(parameter => new[] { parameter.Gradient, parameter.Value }))
            .Where(summary => summary is { Finite: > 0 })
            .Select(summary => summary!.LargestMagnitude)
            .DefaultIfEmpty(0)
            .Max();

    static IReadOnlyList<string> Treatments(Cause cause) => cause.Id switch
    {
        "input-data" => ["Look for NaN, infinity and empty fields in the data, and standardise the inputs."],
        "recurrent-steps" =>
        [
            "Start the recurrent weights orthogonal or as an identity, so that a step keeps the norm, or replace the cell by an lstm or gru, whose state is bounded.",
            "Clip the gradient's norm: that keeps steps from making the recurrent weights larger.",
        ],
        "overflow" => ["Lower the learning rate, or clip the gradient's norm.", "Initialise smaller, for the activation in use."],
        _ => ["Use a loss that takes logits instead of probabilities, and add a small constant inside logarithms, roots and quotients."],
    };

    static string What(TensorSummary summary) => summary.NaNs > 0 ? "NaN" : "an infinity";

    sealed record Sighting(string Place, string Where, string What, TensorSummary? Summary, bool IsForward);
}
