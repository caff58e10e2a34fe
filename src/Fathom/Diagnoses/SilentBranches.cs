using Fathom.Ledger;
using Fathom.Statistics;

namespace Fathom.Diagnoses;

/// <summary>The parameters of a reading that get a gradient of exact zeros because what is made of them is multiplied by zero.</summary>
/// <remarks>
/// A gradient that is zero in every element can have vanished below the format, or have met dead units. Here neither is possible: right
/// behind the layers without a gradient stands a place whose gradient is a million times the format's smallest number or more, and that is
/// no activation. One link that takes so much is a factor of zero. Nor may the silent place's own output lie wholly where a rectifier or a clamp
/// that was called as a function, which no probe hears, has a slope of zero: then its units are dead, and the gate is not.
/// </remarks>
static class SilentBranches
{
    /// <summary>How far above the smallest number of its format a gradient must be, to be lost by nothing but a factor of zero.</summary>
    public const double Room = 1 << 20;

    /// <summary>The names of such parameters; empty where nothing else learns, for then there is nothing to compare with.</summary>
    public static HashSet<string> Of(StepReading reading)
    {
        var silent = SilentModules(reading);
        return
        [
            .. reading.Parameters.Where(parameter => parameter is { RequiresGradient: true, Gradient: { HasNonFinite: false, Count: > 0, Norm: 0 } } && parameter.LearningRate != 0)
                .Where(parameter => silent.Contains(LayerProfile.Owner(parameter.Name))).Select(parameter => parameter.Name),
        ];
    }

    static HashSet<string> SilentModules(StepReading reading)
    {
        var smallest = SmallestOf(reading);
        var byName = reading.Places.Where(place => !place.IsContainer).ToLookup(place => place.Name, StringComparer.Ordinal);
        var silent = new HashSet<string>(StringComparer.Ordinal);
        var isCut = false;
        foreach (var place in new Anatomy(reading).Order.Reverse())
        {
            var calls = byName[place.Name];
            if (calls.All(call => call is { Gradient.Norm: 0, Activation.Norm: > 0 }))
            {
                if (isCut && calls.Any(call => MayMeetAFlatSide(call.Activation!))) isCut = false;
                if (isCut) silent.Add(place.Name);
                continue;
            }

            isCut = place.Kind != LinkKind.Slope && calls.Any(call => call.Gradient is { HasNonFinite: false } gradient && gradient.RootMeanSquare >= Room * smallest);
        }

        return silent;
    }

    /// <summary>All below zero, as dead rectifiers are; or all beyond one, where hard tanh, hard sigmoid and clamps of probabilities end, and ReLU6 from six on.</summary>
    static bool MayMeetAFlatSide(TensorSummary output) => output.Maximum <= 0 || output.Minimum >= 1;

    /// <summary>The smallest number of the coarsest format that gradients are stored in, as far below it as the loss was scaled.</summary>
    public static double SmallestOf(StepReading reading) => SmallestStored(reading) / reading.LossScale;

    static double SmallestStored(StepReading reading) => reading.Parameters.Select(parameter => parameter.GradientType).Distinct().Select(type => type switch
    {
        ElementType.Float16 => FloatFormat.Float16.Smallest,
        ElementType.BFloat16 => FloatFormat.BFloat16.Smallest,
        _ => Math.ScaleB(1, -149),
    }).DefaultIfEmpty(Math.ScaleB(1, -149)).Max();
}
