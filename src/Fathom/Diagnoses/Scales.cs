using Fathom.Ledger;

namespace Fathom.Diagnoses;

/// <summary>How large the weights of a network began, beside what the activations behind them need to keep a gradient's norm.</summary>
/// <param name="Matrices">Each weight matrix whose size matters, in the order of the forward pass.</param>
/// <param name="MeasuredDecades">By how many decades signal or gradient change over the network: the larger change of the two.</param>
sealed record Scales(IReadOnlyList<Matrix> Matrices, double MeasuredDecades)
{
    /// <summary>The decades that the weights alone explain.</summary>
    public double WeightDecades => Matrices.Sum(matrix => matrix.Decades);

    /// <summary>The scales of the first reading of a training; null where nothing can be compared.</summary>
    public static Scales? Of(StepReading first)
    {
        var anatomy = new Anatomy(first);
        var matrices = anatomy.Weights.Where(place => place is { Kind: LinkKind.Weight, Units: not null } && place.Type != "Embedding")
            .Select(place => MatrixOf(first, anatomy, place)).OfType<Matrix>().ToList();
        if (matrices.Count == 0) return null;
        var decades = matrices.Sum(matrix => matrix.Decades);
        return new Scales(matrices, new[] { Forward(first, anatomy), first.Ledger.TotalDecades }.Where(measured => measured * decades > 0).DefaultIfEmpty(0).MaxBy(Math.Abs));
    }

    static Matrix? MatrixOf(StepReading first, Anatomy anatomy, PlaceReading place)
    {
        var behind = anatomy.Behind(place);
        if (behind.Any(next => next.Kind == LinkKind.Norm)) return null; // A normalisation takes any scale away.
        var activation = behind.FirstOrDefault(next => next.Kind == LinkKind.Slope)?.Type ?? "no activation";
        var weight = first.Parameters.Where(parameter => LayerProfile.Owner(parameter.Name) == place.Name && parameter.Value is { HasNonFinite: false }).MaxBy(parameter => parameter.Value!.Count);
        if (weight is null || WantedFor(activation) is not { } wanted) return null;
        var fanIn = (double)weight.Value!.Count / place.Units!.Units;
        var size = SizeBefore(weight);
        var variance = size * size * fanIn;
        return variance > 0 && double.IsFinite(variance) ? new Matrix(place.Name, activation, variance, wanted) : null;
    }

    /// <summary>The root mean square before the step: that of the change over the ratio of the two; readings are made behind the step.</summary>
    public static double SizeBefore(ParameterReading weight) => weight.Update is { Ratio: > 0 } update && double.IsFinite(update.Ratio)
        ? update.Change.RootMeanSquare / update.Ratio
        : weight.Value!.RootMeanSquare;

    static double Forward(StepReading first, Anatomy anatomy)
    {
        var last = anatomy.Order.LastOrDefault(place => place is { Kind: LinkKind.Weight, Activation: { HasNonFinite: false, Norm: > 0 } })?.Activation!.RootMeanSquare ?? double.NaN;
        var input = first.Inputs.Select(reading => reading.Values.RootMeanSquare).Where(size => size > 0).DefaultIfEmpty(1).Max();
        return Math.Log10(last / input);
    }

    /// <summary>
    /// fan-in times the variance that keeps a gradient: He et al. (2015) for rectifiers; Glorot and Bengio (2010) for what is straight at
    /// zero; Klambauer et al. (2017) for selu; Roberts, Yaida and Hanin (2022) for gelu and its kin. Null for sigmoids, which no usual
    /// variance suits (103 at the critical point), and for what is not known.
    /// </summary>
    static double? WantedFor(string activation) => activation switch
    {
        "ReLU" or "ReLU6" or "LeakyReLU" or "PReLU" or "RReLU" or "GELU" or "SiLU" or "Mish" => 2,
        "Tanh" or "Softsign" or "Hardtanh" or "HardTanhModule" or "ELU" or "CELU" or "SELU" or "no activation" or "Softmax" or "LogSoftmax" => 1,
        _ => null,
    };
}
