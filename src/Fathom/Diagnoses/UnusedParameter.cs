using Fathom.Ledger;

namespace Fathom.Diagnoses;

/// <summary>A parameter that is meant to learn and cannot: no gradient reaches it, or the optimizer does not own it.</summary>
/// <remarks>
/// What was frozen (by asking for no gradient, or by a learning rate of zero) is left in peace. A gradient of zero is a gradient: it says
/// that the parameter took part.
/// </remarks>
public sealed record UnusedParameter : IDiagnosis
{
    /// <inheritdoc/>
    public string Id => "unused-parameter";

    /// <summary>In how many readings in a row a gradient must be missing where every step uses the same parameters; 3 unless said otherwise.</summary>
    public int Repeats { get; init => field = Require.Between(value, 1, 1_000, nameof(Repeats)); } = 3;

    /// <summary>
    /// In how many where some parameter was seen with a gradient and without; 10 unless said otherwise: one that every second step uses
    /// is missing from ten in a row once in 2^10.
    /// </summary>
    public int PatientRepeats { get; init => field = Require.Between(value, 1, 1_000, nameof(PatientRepeats)); } = 10;

    /// <inheritdoc/>
    public IEnumerable<Finding> Examine(ReadingHistory history)
    {
        var readings = history.Readings.Where(reading => reading.Parameters.Count > 0).ToList();
        if (readings.Count == 0) yield break;

        var repeats = Varies(readings) ? PatientRepeats : Repeats;
        var learning = readings[^1].Parameters.Where(parameter => parameter.RequiresGradient).ToList();
        var cutOff = learning.Select(parameter => (parameter.Name, Run: Run(readings, parameter.Name, IsCutOff, repeats))).Where(found => found.Run is not null).ToList();
        var strangers = learning.Select(parameter => (parameter.Name, Run: Run(readings, parameter.Name, IsStranger, 1))).Where(found => found.Run is not null).ToList();
        if (cutOff.Count + strangers.Count == 0) yield break;

        var all = learning.Select(parameter => parameter.Name).Where(name => cutOff.Concat(strangers).Any(found => found.Name == name)).ToList();
        var nothingLearns = all.Count == learning.Count;
        yield return new Finding
        {
            Id = Id,
            Severity = nothingLearns ? Severity.Error : Severity.Warning,
            Place = Anatomy.Few(all),
            Step = cutOff.Concat(strangers).Min(found => found.Run!.Value),
            Summary = Summary(cutOff.Count, strangers.Count, repeats),
            Confidence = cutOff.Count == 0 ? 1 : 1 - Math.Pow(2, -PatientRepeats),
            Meaning = nothingLearns ? "Nothing learns: every weight stays as it was initialised." : "They stay as they were initialised, however long the training goes on.",
            Causes = [.. CausesOf(cutOff.Count, strangers.Count)],
            Evidence =
            [
                new Evidence("parameters that no gradient reaches", cutOff.Count, 0),
                new Evidence("parameters that have a gradient and that the optimizer does not own", strangers.Count, 0),
                new Evidence("parameters that are meant to learn", learning.Count, double.NaN),
            ],
            Treatments = [.. TreatmentsOf(cutOff.Count, strangers.Count)],
        };
    }

    static bool IsCutOff(ParameterReading parameter) =>
        parameter is { RequiresGradient: true, Gradient: null } && (parameter.LearningRate != 0 || parameter.IsOwned == false);

    static bool IsStranger(ParameterReading parameter) => parameter is { RequiresGradient: true, Gradient: not null, IsOwned: false };

    static bool Varies(IReadOnlyList<StepReading> readings) => readings
        .SelectMany(reading => reading.Parameters).Where(parameter => parameter.RequiresGradient)
        .GroupBy(parameter => parameter.Name, StringComparer.Ordinal).Any(seen => seen.Select(parameter => parameter.Gradient is null).Distinct().Count() > 1);

    /// <summary>The step at which the evidence sufficed, where the run up to the latest reading is long enough.</summary>
    static long? Run(IReadOnlyList<StepReading> readings, string name, Func<ParameterReading, bool> shows, int repeats)
    {
        var run = readings.Reverse().TakeWhile(reading => reading.Parameters.FirstOrDefault(parameter => parameter.Name == name) is { } found && shows(found)).ToList();
        return run.Count >= repeats ? run[^repeats].Step : null;
    }

    static string Summary(int cutOff, int strangers, int repeats) =>
        (cutOff, strangers) switch
        {
            (_, 0) => FormattableString.Invariant($"No gradient reached {Parameters(cutOff)} in {repeats} readings or more."),
            (0, _) => FormattableString.Invariant($"The optimizer does not own {Parameters(strangers)}, though a gradient arrives."),
            _ => FormattableString.Invariant($"No gradient reached {Parameters(cutOff)} in {repeats} readings or more, and the optimizer does not own {Parameters(strangers)}."),
        };

    static string Parameters(int count) => count == 1 ? "one parameter" : FormattableString.Invariant($"{count} parameters");

    static IEnumerable<Cause> CausesOf(int cutOff, int strangers)
    {
        var whole = (double)(cutOff + strangers);
        var causes = new[]
        {
            new Cause("disconnected", cutOff / whole, FormattableString.Invariant($"{Parameters(cutOff)} took no part in the loss")),
            new Cause("optimizer-ownership", strangers / whole, FormattableString.Invariant($"{Parameters(strangers)} were not handed to the optimizer")),
        };
        return causes.Where(cause => cause.Share > 0).OrderByDescending(cause => cause.Share);
    }

    static IEnumerable<string> TreatmentsOf(int cutOff, int strangers)
    {
        if (cutOff > 0)
        {
            yield return "Look in forward for a module that is never called, and for a detach or a no_grad between it and the loss.";
            yield return "Remove what is not needed, or freeze it (requires_grad = false) to say that it is meant to rest.";
        }

        if (strangers > 0)
        {
            yield return "Make the optimizer after the last module was added or replaced, with all of network.parameters().";
            yield return "Where they are meant to rest, freeze them (requires_grad = false): that saves their gradients as well.";
        }
    }
}
