using System.Diagnostics;
using System.Globalization;
using Fathom.Diagnoses;
using Fathom.Ledger;
using Fathom.Prognoses;
using Fathom.Recipes;

namespace Fathom.Web.Lab;

/// <summary>What theory says of the network that the controls describe, before anything is trained; made anew whenever a slider moves.</summary>
public sealed record LabOutlook
{
    /// <summary>The share of the gradient that must arrive, as the diagnosis of a vanishing gradient has it: a hundredth.</summary>
    public static double SurvivingShare { get; } = new VanishingGradient().SurvivingShare;

    /// <summary>How many times the gradient may arrive, as the diagnosis of an exploding gradient has it: a hundredfold.</summary>
    public static double ToleratedGrowth { get; } = new ExplodingGradient().ToleratedGrowth;

    /// <summary>The share that must arrive at the first time step, as the diagnosis of a short memory has it: a thousandth.</summary>
    public static double RememberedShare { get; } = new ShortMemory().SurvivingShare;

    /// <summary>The recipe it is of.</summary>
    public required Recipe Recipe { get; init; }

    /// <summary>What theory expects of it.</summary>
    public required Prognosis Prognosis { get; init; }

    /// <summary>The verdict in one sentence.</summary>
    public required string Verdict { get; init; }

    /// <summary>How good or bad it is.</summary>
    public required LabTone Tone { get; init; }

    /// <summary>What is left of the gradient at each hidden layer, from the first to the last, or at each time step; then at the output.</summary>
    public required IReadOnlyList<LabPoint> Profile { get; init; }

    /// <summary>log10 of what the way from the last hidden layer, or time step, back to the first multiplies the gradient's norm by; NaN where theory has no number.</summary>
    public required double Decades { get; init; }

    /// <summary>How many links lie on that way: one less than the hidden layers or time steps.</summary>
    public required int Links { get; init; }

    /// <summary>Of the decades of one such link, those of activation slopes, on average; NaN where they are not known apart.</summary>
    public required double SlopeDecades { get; init; }

    /// <summary>Where the activation's critical point lies, in a sentence; null where no single activation is meant.</summary>
    public string? Critical { get; init; }

    /// <summary>How long the working out took.</summary>
    public TimeSpan Took { get; init; }

    /// <summary>The decades of one link, on average; NaN without links.</summary>
    public double DecadesPerLink => Links == 0 ? double.NaN : Decades / Links;

    /// <summary>What theory expects of <paramref name="state"/>.</summary>
    public static LabOutlook Of(LabState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        var watch = Stopwatch.GetTimestamp();
        var recipe = LabRecipe.Of(state);
        var prognosis = Prognosis.Of(recipe);
        var profile = state.IsSequence ? LabProfile.OfTime(state, prognosis) : LabProfile.OfDepth(state, recipe, prognosis);
        var (decades, links) = Between(profile);
        var (verdict, tone) = LabVerdict.On(state, recipe, prognosis, decades, links);
        return new()
        {
            Recipe = recipe,
            Prognosis = prognosis,
            Verdict = verdict,
            Tone = tone,
            Profile = profile,
            Decades = decades,
            Links = links,
            SlopeDecades = state.IsSequence || links == 0 ? double.NaN : Slopes(prognosis, links),
            Critical = CriticalOf(state),
            Took = Stopwatch.GetElapsedTime(watch),
        };
    }

    static (double Decades, int Links) Between(IReadOnlyList<LabPoint> profile)
    {
        var links = profile.Count - 2;
        return links < 1 ? (0, Math.Max(0, links)) : (profile[0].Left.Middle - profile[^2].Left.Middle, links);
    }

    // The last hidden activation lies outside the way between the hidden layers, so that as many are left as there are links.
    static double Slopes(Prognosis prognosis, int links)
    {
        var slopes = prognosis.Ledger.Links.Where(link => link is { Kind: LinkKind.Slope, Counts: true }).ToList();
        return slopes.Count == 0 ? 0 : slopes.Skip(slopes.Count > links ? 1 : 0).Sum(link => link.Decades) / links;
    }

    static string? CriticalOf(LabState state)
    {
        if (state.IsSequence || state.Layers.Any(choice => choice.Layer <= state.Depth)) return null;
        if (LabRecipe.ActivationOf(state.Activation) is not { } activation) return "Without activations a gain of 1 keeps the gradient level: weights of variance 1/fan-in.";
        var name = LabWords.LabelOf(LabWords.Activations, state.Activation);
        if (CriticalPoint.Of(activation) is not { } point) return $"No start of the weights keeps the gradient level behind {name}.";
        var how = point.Kind switch
        {
            Criticality.Approached => "; the gradient then still loses a power of the depth, but nothing exponential",
            Criticality.HalfStable => "; it holds from one side only, so that a finite width may drift away",
            Criticality.Unstable => "; but any deviation from it grows",
            _ => "",
        };
        return string.Create(CultureInfo.InvariantCulture, $"Level behind {name}: weights of variance {point.WeightVariance:0.###}/fan-in, biases of variance {point.BiasVariance:0.####}{how}.");
    }
}
