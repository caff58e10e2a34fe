namespace Fathom.Diagnoses;

/// <summary>The table of which illness explains which, and when.</summary>
/// <remarks>
/// <para>Every row says: the root explains the symptom where the root was recognised no later, or where the symptom's own main cause names
/// the root. Rows stand in the order in which illnesses come about: data, initialisation, design, learning rate, gradients, units,
/// precision, what cannot be learnt, progress. Of two roots for one symptom the one named by its main cause is taken, then the upper row.</para>
/// <para>Vanishing gradients and rank collapse are one Jacobian seen from both ends: what hardly depends on the input lets hardly any
/// gradient pass (Schoenholz et al. 2017, the ordered phase). Where both are there, the gradient's finding is the root, because its ledger
/// says which layers are at fault; where the gradient survives, rank collapse stands alone.</para>
/// <para>An exploding gradient and too high a learning rate look alike after a few steps. The network is the root where the gradient exploded
/// in the very first step that was read, before any step was taken; else the steps blew the weights up. Likewise for vanishing gradients
/// and rank collapse: where the ledger was level in the first reading, they follow from the steps.</para>
/// </remarks>
static class Explanations
{
    const string Unscaled = "unscaled-input", BadStart = "poor-initialization", WrongOutput = "mismatched-output";
    const string RateTooHigh = "learning-rate-too-high", RateTooLow = "learning-rate-too-low";
    const string Exploding = "exploding-gradient", ExplodingInTime = "exploding-through-time", Vanishing = "vanishing-gradient", ShortMemory = "short-memory";
    const string Saturated = "saturated-activation", Dead = "dead-units", Collapse = "rank-collapse";
    const string Lost = "lost-updates", Underflow = "low-precision-underflow", Unused = "unused-parameter", Uncleared = "uncleared-gradient";
    const string NotFinite = "non-finite", Spike = "gradient-spike", Oscillating = "oscillating-loss", Plateau = "loss-plateau";

    /// <summary>Main causes that no other finding explains: what is broken is named by them.</summary>
    static readonly string[] Final = ["input-data"];

    /// <summary>All rows, the deeper roots first.</summary>
    public static IReadOnlyList<Explanation> Table { get; } =
    [
        // Inputs far from the unit scale drive every sum of the first layer, and its weights' gradients, in proportion (LeCun et al. 1998, 4.3).
        .. Of(Unscaled, ["input-scale"], Saturated, Exploding, NotFinite, RateTooHigh, Dead, Spike, Oscillating),

        // Steps that repeat all steps before them are too long from the second on, whenever that was noticed.
        .. Of(Uncleared, ["training-loop"], RateTooHigh, Exploding, ExplodingInTime, NotFinite, Dead, Saturated, Spike, Oscillating, Collapse)
            .Select(row => row with { ComesFirst = true, When = (_, symptom, beginning) => symptom.Step > beginning.Step }),

        // Only the symptom's own ledger can say that it is the weights, and not slopes or depth.
        .. Of(BadStart, ["weight-scale", "symmetric-weights", "initialization"], Vanishing, Exploding, Saturated, Dead, Collapse, ShortMemory, ExplodingInTime)
            .Select(row => row with { OnlyIfNamed = true }),

        .. Of(WrongOutput, ["output-activation", "mismatched-output"], Vanishing, Plateau, RateTooLow),
        .. Of(WrongOutput, ["output-activation", "mismatched-output"], Dead, Saturated)
            .Select(row => row with { When = (root, symptom, _) => row.IsNamedIn(symptom) || EndAlike(root, symptom) }),
        // Logarithms of zero, which a wrong output feeds to the loss.
        new(WrongOutput, NotFinite) { NamedBy = ["invalid-operation"], OnlyIfNamed = true },

        // The weights began so before any step was taken, and the network explodes before any: then no learning rate is right.
        new(BadStart, RateTooHigh) { ComesFirst = true },
        new(Exploding, RateTooHigh) { ComesFirst = true, When = (root, _, beginning) => root.Step <= beginning.Step || !(beginning.IsLevel || IsByRate(root)) },
        new(ExplodingInTime, RateTooHigh) { When = (root, _, beginning) => root.Step <= beginning.Step },

        // Steps explain only what was not there before the first of them.
        .. Of(RateTooHigh, ["learning-rate"], Exploding, ExplodingInTime, NotFinite, Dead, Saturated, Spike, Oscillating)
            .Select(row => row with { When = (_, symptom, beginning) => row.IsNamedIn(symptom) || symptom.Step > beginning.Step }),

        // A Jacobian that was level before the first step was bent by the steps.
        .. Of(RateTooHigh, ["learning-rate"], Vanishing, Collapse).Select(row => row with { ComesFirst = true, When = (_, symptom, beginning) => row.IsNamedIn(symptom) || (beginning.IsLevel && symptom.Step > beginning.Step) }),

        // Gradients that a format rounds to nothing or to its coarse steps make every measure of a step coarse.
        new(Underflow, RateTooHigh), new(Underflow, Spike), new(Underflow, Oscillating),

        .. Of(ExplodingInTime, ["recurrent-steps"], Exploding, NotFinite, Spike, Oscillating),
        .. Of(Exploding, ["exploding-gradient"], NotFinite, Spike, Oscillating, Dead, Saturated),

        // Flat slopes stop gradients; the ledger calls them activation slopes. Those that steps made flat explain nothing that was seen before.
        .. new[] { Saturated, Dead }.SelectMany(root => Of(root, ["activation-slopes"], Vanishing))
            .Select(row => row with { OnlyIfNamed = true, When = (root, symptom, _) => root.Severity >= Severity.Warning && (!IsByRate(root) || root.Step <= symptom.Step) }),
        .. Of(Underflow, ["precision"], Vanishing).Select(row => row with { OnlyIfNamed = true }),

        // No learning rate cures a gradient that does not arrive, and what does not arrive is too small for any format.
        .. Of(Vanishing, ["vanishing-gradient"], Collapse, Lost, Underflow, RateTooLow),
        .. Of(Underflow, ["precision"], Lost, Collapse),
        .. Of(RateTooLow, ["learning-rate"], Lost, ShortMemory),

        // Samples that look alike are on one side of a unit all together.
        .. Of(Collapse, ["rank-collapse"], Dead).Select(row => row with { OnlyIfNamed = true }),

        // After NaN nothing is what it was: what is first seen then says nothing of its own.
        .. Of(NotFinite, ["non-finite"], Dead, Saturated, Collapse, Lost, Spike, Oscillating, Plateau)
            .Select(row => row with { When = (root, symptom, _) => root.Step < symptom.Step }),

        // Whatever stops the learning explains that nothing is learnt; short memory is a warning only where the loss is stuck.
        .. new[] { Unscaled, BadStart, RateTooHigh, ExplodingInTime, Exploding, Vanishing, Dead, Saturated, Collapse, Underflow, Lost, RateTooLow, Unused, Uncleared, Oscillating }
            .SelectMany(root => Of(root, [root], Plateau))
            // A rate's warning rests on the standstill itself.
            .Select(row => row with { When = (root, _, _) => root.Severity >= (row.Root == RateTooHigh ? Severity.Warning : Severity.Error) }),
        new(ShortMemory, Plateau) { NamedBy = [ShortMemory, "recurrent-steps"], When = (root, _, _) => root.Severity >= Severity.Warning },
    ];

    /// <summary>The rows by which <paramref name="root"/> explains <paramref name="symptom"/>, with their places in the table.</summary>
    public static IEnumerable<(int Index, Explanation Value)> Between(Finding root, Finding symptom, Beginning beginning) =>
        symptom.Causes is [var main, ..] && Final.Contains(main.Id, StringComparer.Ordinal)
            ? []
            : Table.Index().Where(row => row.Item.Holds(root, symptom, beginning)).Select(row => (row.Index, row.Item));

    static IEnumerable<Explanation> Of(string root, IReadOnlyList<string> namedBy, params string[] symptoms) =>
        symptoms.Select(symptom => new Explanation(root, symptom) { NamedBy = namedBy });

    /// <summary>True where steps made the root what it is.</summary>
    static bool IsByRate(Finding root) => root.Causes is [{ Id: "learning-rate" }, ..];

    /// <summary>Only the units of the output itself follow from what the output is.</summary>
    static bool EndAlike(Finding root, Finding symptom) => string.Equals(LastOf(root.Place), LastOf(symptom.Place), StringComparison.Ordinal);

    static string LastOf(string place) => place[(place.LastIndexOf("..", StringComparison.Ordinal) is var at and >= 0 ? at + 2 : 0)..];
}
