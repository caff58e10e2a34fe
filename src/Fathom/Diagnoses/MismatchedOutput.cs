using Fathom.Ledger;

namespace Fathom.Diagnoses;

/// <summary>The network's last activation and the loss do not belong together: the right answer cannot be given, or cannot be learnt.</summary>
/// <remarks>
/// The loss is what <see cref="TrainingFacts.Loss"/> says; where nobody has said, cross-entropy on logits and negative log-likelihood are
/// recognised by the form of their gradients. What cannot be recognised stands on the page.
/// </remarks>
public sealed record MismatchedOutput : IDiagnosis
{
    /// <inheritdoc/>
    public string Id => "mismatched-output";

    /// <summary>The share of the baseline's loss that the output's range may leave at best, 0 to 1; 0.1 unless said otherwise: one decade.</summary>
    public double LeastLossShare { get; init => field = Require.Fraction(value); } = 0.1;

    /// <summary>By how much of their span targets may lie outside of what the output can give, 0 to 1; 0.1 unless said otherwise.</summary>
    public double OutsideShare { get; init => field = Require.Fraction(value); } = 0.1;

    /// <summary>In how many readings a loss must be recognised that nobody has named; 3 unless said otherwise.</summary>
    public int Repeats { get; init => field = Require.Between(value, 1, 1_000, nameof(Repeats)); } = 3;

    /// <inheritdoc/>
    public IEnumerable<Finding> Examine(ReadingHistory history)
    {
        var readings = history.Readings.Where(reading => reading.Output is not null).ToList();
        if (readings.Count == 0) yield break;

        var isKnown = history.Facts.Loss != LossForm.Unknown;
        var needed = isKnown || IsConstant(readings[0].Output!) ? 1 : Repeats;
        // A loss that nobody named must look the same in every reading: squares on probabilities may for once look like cross-entropy.
        if (readings.Count < needed) yield break;
        var mismatches = readings.Select(reading => Judge(reading, history.Facts)).ToList();
        if (mismatches[^1] is null && ShutOutputs.Since(readings, Repeats) is { } shut && !LossCourse.Of(history).HasLearnt)
        {
            yield return Describe(Shut(readings[^1]), shut, readings[^1]);
            yield break;
        }

        var latest = mismatches[^1];
        if (latest is null || (!isKnown && mismatches.Exists(mismatch => mismatch?.Kind != latest.Kind))) yield break;
        var since = mismatches.FindIndex(mismatch => mismatch?.Kind == latest.Kind);
        yield return Describe(latest, readings[Math.Max(since, needed - 1)], readings[^1]);
    }

    Finding Describe(Mismatch mismatch, StepReading since, StepReading latest) => new()
    {
        Id = Id,
        Severity = mismatch.Severity,
        Place = latest.Places.LastOrDefault(place => !place.IsContainer)?.Name ?? "network",
        Step = since.Step,
        Summary = mismatch.Summary,
        Confidence = 1,
        Meaning = mismatch.Meaning,
        Causes = [new Cause(mismatch.Cause, 1, mismatch.Summary)],
        Evidence =
        [
            mismatch.Number,
            new Evidence("smallest answer seen", latest.Output!.Minimum, double.NaN),
            new Evidence("largest answer seen", latest.Output.Maximum, double.NaN),
        ],
        Treatments = mismatch.Treatments,
    };

    Mismatch? Judge(StepReading reading, TrainingFacts facts)
    {
        var output = reading.Output!;
        if (IsConstant(output)) return OneUnit(output);
        return facts.Loss switch
        {
            LossForm.ClassLogits when output.Columns == 1 => OneColumn(reading.Loss),
            LossForm.ClassLogits => OfClasses(output),
            LossForm.BinaryLogits => OfYesOrNo(output),
            LossForm.ClassLogProbabilities when output.Maximum > Outputs.Rounding => NoLogarithm(output),
            LossForm.BinaryProbabilities when output.Minimum < 0 || output.Maximum > 1 => NoProbability(output),
            LossForm.Numbers => OfNumbers(output, facts),
            LossForm.Unknown => Recognised(reading, output),
            _ => null,
        };
    }

    Mismatch? Recognised(StepReading reading, OutputReading output)
    {
        if (output.Columns == 1 && reading.Loss == 0 && output.Minimum < output.Maximum) return OneColumn(0);
        if (Outputs.LooksLikeBinaryLogits(output)) return OfYesOrNo(output);
        if (Outputs.HasOneTargetForAll(reading)) return OneTarget(output, reading.Loss);
        if (Outputs.LooksLikeCrossEntropy(output) || Outputs.LooksLikeSoftmaxTwice(output)) return OfClasses(output);
        // Each row's gradient is one −1: the loss is minus one answer of the row, and below zero where that is no logarithm.
        var isPicked = output is { Columns: >= 2, GradientImbalance: > 1 - Outputs.Rounding } && Math.Abs(output.SmallestPull - 1) < Outputs.Rounding && Math.Abs(output.LargestPull - 1) < Outputs.Rounding;
        return isPicked && reading.Loss < 0 && output.Maximum > Outputs.Rounding ? NoLogarithm(output) : null;
    }

    // A softmax called as a function leaves the last module's type; but no linear layer gives exactly 1 to several samples.
    static bool IsConstant(OutputReading output) => output is { Columns: 1, Type: "Softmax" or "Softmax2d" or "Softmin", Minimum: > 1 - Outputs.Rounding }
        or { Columns: 1, Type: "LogSoftmax", Minimum: > -Outputs.Rounding } or { Columns: 1, Type: "Linear", Minimum: 1, Maximum: 1, Rows: > 1 };

    static Mismatch OneUnit(OutputReading output) => new(
        "one-unit", Severity.Error, "output-activation",
        FormattableString.Invariant($"{(output.Type == "Linear" ? "Softmax" : output.Type)} of one unit gives {(output.Type == "LogSoftmax" ? 0 : 1)} to every sample."),
        "The answer never changes and no gradient passes: nothing is learnt.",
        new Evidence("columns of the output", 1, 2),
        ["Use a sigmoid for one yes-or-no answer, best inside the loss: binary_cross_entropy_with_logits on the bare output.", "Or give the last layer one unit per class."]);

    static Mismatch OneColumn(double loss) => new(
        "one-column", Severity.Error, "loss",
        "Cross-entropy over classes gets one column: the only class always has probability 1 and the loss is exactly 0.",
        "No gradient leaves the loss: nothing is learnt.",
        new Evidence("loss", loss, 0),
        ["Give the last layer one unit per class.", "Or use binary_cross_entropy_with_logits for one yes-or-no answer."]);

    Mismatch? OfClasses(OutputReading output)
    {
        if (Outputs.AreProbabilities(output)) return Bounded(output, "probabilities: the softmax is applied twice", 1);
        var (least, greatest) = Outputs.RangeOf(output.Type);
        if (double.IsFinite(greatest - least)) return Bounded(output, $"the answers of {output.Type}, which lie from {least} to {greatest}", greatest - least);
        return output.Type != "ReLU" ? null : new Mismatch(
            "rectified", Severity.Warning, "output-activation",
            "Cross-entropy gets logits from ReLU, which has cut off all that are negative.",
            "A class whose logit is cut off gets no gradient from that sample, and a class that is cut off for all of them never comes back.",
            new Evidence("smallest logit that the output can give", 0, double.NegativeInfinity), Bare("cross_entropy"));
    }

    Mismatch? Bounded(OutputReading output, string what, double width)
    {
        var leastLoss = Math.Log(1 + ((output.Columns - 1) * Math.Exp(-width)));
        var share = leastLoss / Math.Log(output.Columns);
        return share < LeastLossShare ? null : new Mismatch(
            "bounded", Severity.Error, "output-activation",
            FormattableString.Invariant($"Cross-entropy on logits gets {what}; with {output.Columns} classes its loss cannot fall below {leastLoss:0.000}."),
            FormattableString.Invariant($"The surest answer that the loss can see is a probability of {Math.Exp(-leastLoss):0.00}, and gradients stay small and blurred."),
            new Evidence("least loss that is possible, over that of guessing", share, LeastLossShare), Bare("cross_entropy"));
    }

    static Mismatch? OfYesOrNo(OutputReading output)
    {
        var (least, greatest) = Outputs.AreProbabilities(output) ? (0, 1) : Outputs.RangeOf(output.Type);
        // A logit of x leaves a yes at least ln(1 + e^-x); a no at least ln(1 + e^x).
        var leastLoss = Math.Max(Math.Log(1 + Math.Exp(-greatest)), Math.Log(1 + Math.Exp(least)));
        var share = leastLoss / Math.Log(2);
        return share < 0.1 ? null : new Mismatch(
            "bounded", Severity.Error, "output-activation",
            FormattableString.Invariant($"Binary cross-entropy on logits gets the answers of {output.Type}, which lie from {least} to {greatest}: {(least == 0 ? "no \"no\"" : "no answer")} can cost less than {leastLoss:0.000}."),
            "The sigmoid inside the loss never gets to one of its ends: half of the answers stay unsure, whatever is learnt.",
            new Evidence("least loss that is possible, over that of guessing", share, 0.1), Bare("binary_cross_entropy_with_logits"));
    }

    static Mismatch NoLogarithm(OutputReading output) => new(
        "no-logarithm", Severity.Error, "loss",
        FormattableString.Invariant($"Negative log-likelihood gets {(Outputs.AreProbabilities(output) ? "probabilities" : "numbers")} up to {output.Maximum:0.##}; logarithms of probabilities are never above 0."),
        Outputs.AreProbabilities(output) ? "The loss lies between −1 and 0 and hardly punishes sure and wrong answers." : "The loss has no lower end: it falls without bound while the answers grow.",
        new Evidence("largest answer seen", output.Maximum, 0),
        ["Use cross_entropy on the bare output of the last layer.", "Or end the network with log_softmax."]);

    static Mismatch NoProbability(OutputReading output) => new(
        "no-probability", Severity.Error, "loss",
        FormattableString.Invariant($"Binary cross-entropy on probabilities gets answers from {output.Minimum:0.##} to {output.Maximum:0.##}."),
        "The logarithm of a negative number is NaN: the first such answer ends the training.",
        new Evidence("answers outside of 0 to 1, farthest", Math.Max(-output.Minimum, output.Maximum - 1), 0),
        ["Use binary_cross_entropy_with_logits on the bare output.", "Or end the network with a sigmoid."]);

    static Mismatch OneTarget(OutputReading output, double loss) => new(
        "one-target", Severity.Error, "loss",
        FormattableString.Invariant($"Squares pull the answers of all {output.Rows} samples to the same {output.CommonTarget:0.####}, and {1 - (output.CommonTargetLoss / loss):0%} of the loss is what no answer can change."),
        "Every answer is compared with every target, as answers of shape [n, 1] less targets of shape [n] are: the network learns their mean and nothing else.",
        new Evidence("share of the loss that the answers explain", output.CommonTargetLoss / loss, 1 - Outputs.LeastRest),
        ["Give answers and targets the same shape: squeeze(1) on the answers, or unsqueeze(1) on the targets."]);

    static Mismatch Shut(StepReading reading) => new(
        "shut", Severity.Error, "output-activation",
        FormattableString.Invariant($"All answers stand at the end of {reading.Output!.Type}'s range ({reading.Output.Minimum:0.####} to {reading.Output.Maximum:0.####}), and the loss is {reading.Loss:0.####}."),
        "At its end the slope is zero or next to it, so that no gradient passes, and the answers cannot get to where the loss pulls them.",
        new Evidence("loss", reading.Loss, ShutOutputs.MostWithin(reading.Output)),
        [$"Leave out {reading.Output.Type} after the last layer, or bring the targets into its range.", "Then start again from fresh weights: answers at the end do not come back."]);

    Mismatch? OfNumbers(OutputReading output, TrainingFacts facts)
    {
        if (facts is not { LeastTarget: { } lowest, GreatestTarget: { } highest } || !(highest > lowest)) return null;
        var (least, greatest) = Outputs.RangeOf(output.Type);
        var outside = Math.Max(least - lowest, highest - greatest) / (highest - lowest);
        return !(outside > OutsideShare) ? null : new Mismatch(
            "out-of-range", outside > 0.5 ? Severity.Error : Severity.Warning, "output-activation",
            FormattableString.Invariant($"Targets go from {lowest:0.###} to {highest:0.###}, but {output.Type} can only give {least} to {greatest}."),
            "Samples with targets outside stay wrong, and pull the output to the end of its range, where its slope is lost.",
            new Evidence("share of the targets' span that the output cannot give", outside, OutsideShare),
            [$"Leave out {output.Type} after the last layer.", "Or bring the targets into its range."]);
    }

    static IReadOnlyList<string> Bare(string loss) => [$"Leave out the last activation: {loss} does the rest and wants the bare output of the last layer."];

    sealed record Mismatch(string Kind, Severity Severity, string Cause, string Summary, string Meaning, Evidence Number, IReadOnlyList<string> Treatments);
}
