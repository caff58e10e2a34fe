namespace Fathom.Prognoses;

/// <summary>What the gradient's part along the signal itself adds at a finite width, which the infinitely wide network does not know.</summary>
/// <remarks>
/// Of n directions one, the signal's own, has a multiplier of its own: that of the signal's length, (d r'/d r)² for r = √q, called
/// χ∥ by Roberts, Yaida and Hanin (2022, section 5.1). A random gradient has 1/n of its square there; where χ∥ stays above χ for
/// long, as in deep softplus stacks at He gain, that part becomes the larger one. Both parts are followed with what each hands to the
/// other, averaged over Gaussian weights: backwards, W given u = W φ(h) is u φᵀ/|φ|² plus an independent matrix off φ.
/// </remarks>
static class AlongSignal
{
    /// <summary>The decades by which the two parts together lie above theory's ledger; over plain runs of weights and activations.</summary>
    public static double Decades(IReadOnlyList<Step> steps)
    {
        var (across, along, shift) = (1.0, 0.0, 0.0);
        for (var index = steps.Count - 1; index >= 2; index--)
        {
            if (steps[index].Stage is not WeightStage { IsOrthogonal: false } weights || steps[index - 1].Passage.Moments is not { } moments) continue;
            var input = steps[index - 1].Input;
            if (!(moments.SlopeSquare > 0) || !(moments.Square > 0) || !(input.Square > 0)) return 0;
            if (along == 0) (across, along) = (1 - 1 / weights.FanIn, 1 / weights.FanIn);

            var response = steps[index].Passage.SizeResponse * steps[index - 1].Passage.SizeResponse;
            // All relative to χ.
            var multiplier = weights.Gain * moments.SlopeSquare;
            var alongToAlong = response * response * steps[index].Passage.Output.Square / input.Square / multiplier;
            // Biases know nothing of W, so that only the weights' share of q ties W to the signal.
            var onActivation = steps[index].Passage.SizeResponse * moments.SquareTimesSlopeSquare / (moments.Square * moments.SlopeSquare);
            var acrossToAlong = Math.Max(0, moments.SlopeSquareAlongInput / moments.SlopeSquare - alongToAlong) / weights.FanIn;
            (across, along) = (
                across * Math.Max(0, 1 - onActivation / weights.FanIn - acrossToAlong) + along * Math.Max(0, onActivation + 1 - alongToAlong),
                along * alongToAlong + across * acrossToAlong);
            var sum = across + along;
            shift += Math.Log10(sum) / 2;
            (across, along) = (across / sum, along / sum);
        }

        return shift;
    }
}
