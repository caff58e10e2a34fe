using Fathom.Ledger;

namespace Fathom.Diagnoses;

/// <summary>Which links of a ledger explain that a gradient shrinks or grows, and what answers each.</summary>
static class Causes
{
    /// <summary>The root of 1e9: a norm over so many numbers is at most that many times one of their size.</summary>
    const double LargeLayer = 3.2e4;

    /// <summary>The causes of a ledger's decades, the largest share first; only links that work in the asked direction count.</summary>
    public static IReadOnlyList<Cause> OfDecades(StepReading reading, bool shrinking) =>
        [.. Kinds(reading, shrinking).Select(kind => new Cause(IdOf(kind.Kind), kind.Share, Describe(kind, reading)))];

    /// <summary>
    /// The same, where part of the decades was not there in the first reading: the weights have changed since, and only steps change them. That
    /// part is the learning rate's.
    /// </summary>
    /// <param name="reading">The reading that shows them.</param>
    /// <param name="shrinking">True for decades lost, false for decades gained.</param>
    /// <param name="now">The decades at the layer in question.</param>
    /// <param name="atFirst">Those in the first reading.</param>
    public static IReadOnlyList<Cause> OfDecades(StepReading reading, bool shrinking, double now, double atFirst)
    {
        var causes = OfDecades(reading, shrinking);
        var since = !double.IsFinite(now) || double.IsNaN(atFirst) ? 0 : Math.Clamp(1 - (atFirst / now), 0, 1);
        if (since <= 0) return causes;
        var rate = new Cause("learning-rate", since, FormattableString.Invariant($"in the first reading it was {atFirst:+0.0;-0.0;0.0} decades, now it is {now:+0.0;-0.0}: the steps between changed the weights so"));
        return [.. causes.Select(cause => cause with { Share = cause.Share * (1 - since) }).Where(cause => cause.Share > 0).Append(rate).OrderByDescending(cause => cause.Share)];
    }

    /// <summary>What to do, for the largest cause first.</summary>
    public static IReadOnlyList<string> TreatmentsFor(StepReading reading, bool shrinking) =>
        [.. Kinds(reading, shrinking).Where(kind => kind.Share >= 0.1).SelectMany(kind => Treatments(kind, shrinking, reading)).Distinct(StringComparer.Ordinal)];

    static IReadOnlyList<KindDecades> Kinds(StepReading reading, bool shrinking)
    {
        var ledger = reading.Ledger;
        var nothingLeft = ledger.End == LedgerEnd.NothingLeft && shrinking;
        var kinds = Attributed(ledger).Where(pair => pair.Link.Counts)
            .GroupBy(pair => pair.Kind)
            .Select(group => new KindDecades(group.Key, group.Count(pair => pair.Link.Kind == group.Key), group.Sum(pair => pair.Link.Decades)))
            .ToList();
        // The link that left nothing has no decades to count; alone, it is the whole cause: where no other shrinks, or where what came to it was too large to be lost by small factors.
        if (nothingLeft && (!kinds.Exists(kind => kind.Sum < 0) || ledger.OutputNorm * Math.Pow(10, ledger.TotalDecades) > SilentBranches.Room * SilentBranches.SmallestOf(reading) * LargeLayer)) kinds = [new KindDecades(ledger.Links[^1].Kind, 1, -1)];
        var worked = kinds.Where(kind => shrinking ? kind.Sum < 0 : kind.Sum > 0).ToList();
        var whole = worked.Sum(kind => Math.Abs(kind.Sum));
        return [.. worked.Select(kind => kind with { Share = Math.Abs(kind.Sum) / whole }).OrderByDescending(kind => kind.Share)];
    }

    /// <summary>
    /// Each link with the kind that answers for it. A normalisation divides by the size of what its weights hand on, so that a factor in the
    /// weights' gain is undone by its own: the two are one link, and what they leave together is the normalisation's.
    /// </summary>
    static IEnumerable<(Link Link, LinkKind Kind)> Attributed(ChainLedger ledger)
    {
        var before = LinkKind.Loss;
        foreach (var link in ledger.Links)
        {
            yield return (link, link.Kind == LinkKind.Weight && before == LinkKind.Norm ? LinkKind.Norm : link.Kind);
            before = link.Kind;
        }
    }

    static string IdOf(LinkKind kind) => kind switch
    {
        LinkKind.Slope => "activation-slopes",
        LinkKind.Weight => "weight-scale",
        LinkKind.Norm => "normalization",
        LinkKind.Skip => "residual-blocks",
        LinkKind.Dropout => "dropout",
        LinkKind.Pool => "pooling",
        LinkKind.Recurrent => "recurrent-steps",
        LinkKind.Loss => "loss",
        _ => "other-operations",
    };

    static string Describe(KindDecades kind, StepReading reading)
    {
        var types = Types(kind.Kind, reading);
        var of = types.Length == 0 ? "" : $" ({types})";
        return FormattableString.Invariant(
            $"{kind.Count} {NameOf(kind.Kind)}{of} multiply the gradient norm by {Math.Pow(10, kind.Sum / kind.Count):0.###} each on average: {kind.Sum:+0.0;-0.0} decades");
    }

    static string Types(LinkKind kind, StepReading reading) =>
        string.Join(", ", reading.Places.Where(place => place.Kind == kind && !place.IsContainer).Select(place => place.Type).Distinct(StringComparer.Ordinal).Take(3));

    static string NameOf(LinkKind kind) => kind switch
    {
        LinkKind.Slope => "activation slopes",
        LinkKind.Weight => "weight matrices",
        LinkKind.Norm => "normalizations",
        LinkKind.Skip => "residual blocks",
        LinkKind.Dropout => "dropouts",
        LinkKind.Pool => "poolings",
        LinkKind.Recurrent => "recurrent steps",
        _ => "other operations",
    };

    static IEnumerable<string> Treatments(KindDecades kind, bool shrinking, StepReading reading)
    {
        var saturating = reading.Places.Any(place => place.Type is "Sigmoid" or "Hardsigmoid" or "Softmax" or "LogSigmoid");
        switch (kind.Kind)
        {
            case LinkKind.Slope when shrinking && saturating:
                yield return "Replace the sigmoids by ReLU and initialise with he-normal: no usual initialisation saves a deep sigmoid stack.";
                yield return "Or normalise before each activation and add residual connections around every two layers.";
                break;
            case LinkKind.Slope when shrinking:
                yield return "Raise the weights' gain until it makes up for the slopes: he for ReLU, gain 5/3 for tanh.";
                yield return "Or add residual connections around every two layers.";
                break;
            case LinkKind.Weight when shrinking:
                yield return "Initialise for the activation in use: he for ReLU, xavier for tanh; TorchSharp's default shrinks every layer by 0.58.";
                break;
            case LinkKind.Weight:
                yield return "Initialise smaller, for the activation in use: he for ReLU, xavier for tanh.";
                yield return "Clip the gradient's norm while you look for the cause: it keeps the step finite, and the ledger stays as it is.";
                break;
            case LinkKind.Norm when !shrinking:
                yield return "Add residual connections: batch-norm in a plain deep network explodes at initialisation, with skips it does not.";
                break;
            case LinkKind.Skip when !shrinking:
                yield return "Normalise at the start of each branch (pre-norm), or scale each branch by 1/sqrt(number of blocks).";
                break;
            case LinkKind.Recurrent when shrinking:
                yield return "Replace the rnn by an lstm with forget-bias: chrono(number of time steps), or by a gru.";
                yield return "Or start its recurrent weights as an identity, with relu, or orthogonal, so that a step keeps the norm.";
                break;
            case LinkKind.Recurrent:
                yield return "Start the recurrent weights orthogonal or as an identity, so that a step keeps the norm.";
                yield return "Clip the gradient's norm: the growth from step to step stays, but no step of the optimizer is thrown far.";
                break;
            default:
                if (shrinking) yield return "Look at what forward calls between the modules: a function such as functional.relu counts there; as a module it gets a line of its own.";
                yield return shrinking ? "Add residual connections, so that the gradient has a way around." : "Initialise smaller and normalise between the layers.";
                break;
        }
    }

    sealed record KindDecades(LinkKind Kind, int Count, double Sum)
    {
        public double Share { get; init; }
    }
}
