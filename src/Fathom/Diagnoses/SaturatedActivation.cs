using Fathom.Ledger;

namespace Fathom.Diagnoses;

/// <summary>Hidden activations that are bounded stand at their ends, where their slope lets hardly any gradient through.</summary>
/// <remarks>
/// A network of tanh that learns saturates in part, and is healthy. Needs the shape (more than <see cref="SaturatedShare"/> of a layer's
/// values), the loss of gradient (over those layers the slopes leave less than <see cref="SurvivingSlope"/> of what they would leave
/// unsaturated), and that the training has not learnt.
/// </remarks>
public sealed record SaturatedActivation : IDiagnosis
{
    /// <inheritdoc/>
    public string Id => "saturated-activation";

    /// <summary>The share of a layer's values with less than a tenth of the greatest slope, 0 to 1; 0.5 unless said otherwise.</summary>
    public double SaturatedShare { get; init => field = Require.Fraction(value); } = 0.5;

    /// <summary>What must be left of the slopes' unsaturated gain over all saturated layers, 0 to 1; 0.1 unless said otherwise: one decade.</summary>
    public double SurvivingSlope { get; init => field = Require.Fraction(value); } = 0.1;

    /// <summary>After how many readings a loss that has not fallen makes the finding an error; 20 unless said otherwise.</summary>
    public int PatientReadings { get; init => field = Require.Between(value, 1, 1_000_000, nameof(PatientReadings)); } = 20;

    /// <summary>In how many readings in a row it must be seen; 3 unless said otherwise.</summary>
    public int Repeats { get; init => field = Require.Between(value, 1, 1_000, nameof(Repeats)); } = 3;

    /// <inheritdoc/>
    public IEnumerable<Finding> Examine(ReadingHistory history)
    {
        if (Streak.Current(history, Repeats, Saturated) is not { } streak) yield break;
        var course = LossCourse.Of(history);
        if (course.HasLearnt || (history.Count >= PatientReadings && !course.HasLearntNothing)) yield break;

        var layers = Saturated(streak.Latest);
        var left = layers.Aggregate(1.0, (product, layer) => product * layer.Left);
        var worst = layers.MinBy(layer => layer.Left)!;
        var causes = CausesOf(layers, history);
        yield return new Finding
        {
            Id = Id,
            Severity = history.Count >= PatientReadings ? Severity.Error : Severity.Warning,
            Place = layers.Count == 1 ? worst.Name : $"{layers[0].Name}..{layers[^1].Name}",
            Step = streak.Since,
            Summary = FormattableString.Invariant(
                $"{worst.Share:0%} of the values of {worst.Name} ({worst.Type}) stand where its slope is below a tenth of its greatest; over {layers.Count} such layers {(left > 0 ? Decades.Share(Math.Log10(left)) : "nothing")} of the slopes' gain is left."),
            Meaning = "Layers before them are pulled weakly and blindly: the few values that are not saturated decide alone.",
            Causes = causes,
            Evidence =
            [
                new Evidence($"share of saturated values in {worst.Name}", worst.Share, SaturatedShare),
                new Evidence("gain of the saturated slopes over what they would have unsaturated", left, SurvivingSlope),
                new Evidence("loss", course.Late, course.Baseline / 2),
            ],
            Treatments = causes[0].Id switch
            {
                "input-scale" => ["Standardise the inputs.", "Or normalise before the first activation."],
                "learning-rate" => ["Lower the learning rate by a factor of ten: the layers were not saturated when the training began.", "Or normalise before each activation."],
                _ => ["Initialise smaller: variance 1/fan-in (xavier) for tanh and softsign.", "Or normalise before each activation, or take one without upper end."],
            },
        };
    }

    IReadOnlyList<Layer> Saturated(StepReading reading)
    {
        var anatomy = new Anatomy(reading);
        var recurrent = reading.Places.Where(place => place.Kind == LinkKind.Recurrent).Select(place => place.Name + ".").Distinct(StringComparer.Ordinal).ToList();
        List<Layer> layers =
        [
            .. anatomy.Order.Where(place => place is { Kind: LinkKind.Slope, Units: not null } && place.Units.SaturatedShare > SaturatedShare)
                .Where(place => SteepestOf(place.Type) > 0 && anatomy.IsHidden(place) && !recurrent.Exists(cell => place.Name.StartsWith(cell, StringComparison.Ordinal)))
                .Select(place => new Layer(place.Name, place.Type, place.Units!.SaturatedShare, Left(reading, place))),
        ];
        return layers.Aggregate(1.0, (product, layer) => product * layer.Left) < SurvivingSlope ? layers : [];
    }

    /// <summary>What is left of the slope's gain; where the ledger has no such link, the most that the share of saturated values allows.</summary>
    static double Left(StepReading reading, PlaceReading place)
    {
        var gain = Anatomy.GainOf(reading, place.Name) / SteepestOf(place.Type);
        var share = place.Units!.SaturatedShare;
        return double.IsFinite(gain) ? Math.Min(gain, 1) : Math.Sqrt(1 - share + (share * 0.01));
    }

    /// <summary>The greatest slope of a bounded activation; 0 for others.</summary>
    static double SteepestOf(string type) => type switch
    {
        "Sigmoid" => 0.25,
        "Hardsigmoid" => 1.0 / 6,
        "Tanh" or "Softsign" or "Hardtanh" or "HardTanhModule" => 1,
        _ => 0,
    };

    IReadOnlyList<Cause> CausesOf(IReadOnlyList<Layer> layers, ReadingHistory history)
    {
        var first = history.First!;
        var atFirst = first.Places.Where(place => layers.Any(layer => layer.Name == place.Name)).Select(place => (place.Name, Share: place.Units?.SaturatedShare ?? double.NaN)).ToList();
        var later = atFirst.Count(place => place.Share <= SaturatedShare);
        var born = 1 - ((double)later / layers.Count);
        var input = first.Inputs.Select(reading => reading.Values.RootMeanSquare).DefaultIfEmpty(0).Max();
        // Only the first bounded layer sees the input's size: what it hands on is at most 1.
        var byInput = input >= 10 && born > 0 ? 1.0 / layers.Count : 0;
        var causes = new[]
        {
            new Cause("learning-rate", 1 - born, FormattableString.Invariant($"{later} of {layers.Count} layers were not saturated in the first reading")),
            new Cause("input-scale", byInput, FormattableString.Invariant($"the inputs' root mean square is {input:0.##}, and {layers[0].Name} stands nearest to them")),
            new Cause("weight-scale", born - byInput, FormattableString.Invariant($"{layers.Count - later} of {layers.Count} layers were saturated from the first reading on")),
        };
        return [.. causes.Where(cause => cause.Share > 1e-9).OrderByDescending(cause => cause.Share)];
    }

    sealed record Layer(string Name, string Type, double Share, double Left);
}
