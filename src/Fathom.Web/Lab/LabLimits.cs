using System.Globalization;

namespace Fathom.Web.Lab;

/// <summary>What one training of the Lab may cost, so that a link or a slider cannot keep a machine busy.</summary>
public sealed record LabLimits
{
    // A backward pass costs about two forward passes, and each weight one multiplication and one addition in each.
    const double OperationsPerWeight = 6;

    /// <summary>How many numbers a network may learn; default a million.</summary>
    public long MostParameters { get; init; } = 1_000_000;

    /// <summary>How many multiplications and additions a training may take; default 2e12, some minutes on two cores.</summary>
    public double MostOperations { get; init; } = 2e12;

    /// <summary>How many calls of a layer a training may take, which cost time however small they are; default 400,000.</summary>
    public double MostCalls { get; init; } = 400_000;

    /// <summary>Why <paramref name="state"/> is not trained, with what would make it small enough; null where it is.</summary>
    public string? Refusal(LabState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        var parameters = LabRecipe.Of(state).Network.ParameterCount;
        var times = state.IsSequence ? state.Length : 1;
        var operations = OperationsPerWeight * parameters * state.Batch * state.Steps * times;
        var calls = (double)state.Steps * times * (state.IsSequence ? state.Stack : state.Depth);
        if (parameters > MostParameters)
            return Text($"This network learns {parameters:N0} numbers, and the Lab trains up to {MostParameters:N0}: make it narrower or shallower.");
        if (operations > MostOperations)
            return Text($"This training takes {operations:0.0e+0} operations, and the Lab allows {MostOperations:0.0e+0}: fewer steps, a smaller batch or a smaller network will do.");
        return calls > MostCalls
            ? Text($"This training calls layers {calls:N0} times, and the Lab allows {MostCalls:N0}: fewer steps{(state.IsSequence ? ", a shorter sequence" : " or layers")} will do.")
            : null;
    }

    static string Text(FormattableString sentence) => sentence.ToString(CultureInfo.InvariantCulture);
}
