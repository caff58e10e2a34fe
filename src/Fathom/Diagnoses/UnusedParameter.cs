using Fathom.Ledger;

namespace Fathom.Diagnoses;

/// <summary>A parameter that is meant to learn and cannot: no gradient reaches it, or the optimizer does not own it.</summary>
/// <remarks>
/// What was frozen (by asking for no gradient, or by a learning rate of zero) is left in peace. A gradient of zero is a gradient: it says
/// that the parameter took part, unless <see cref="PatientRepeats"/> readings in a row show that what is made of it is multiplied by zero.
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
        var silent = Silent(readings).Where(found => strangers.TrueForAll(stranger => stranger.Name != found.Name)).ToList();
        var found = cutOff.Concat(strangers).Concat(silent).ToList();
        if (found.Count == 0) yield break;

        var all = learning.Select(parameter => parameter.Name).Where(name => found.Exists(other => other.Name == name)).ToList();
        var nothingLearns = all.Count == learning.Count;
        yield return new Finding
        {
            Id = Id,
            Severity = nothingLearns ? Severity.Error : Severity.Warning,
            Place = Anatomy.Few(all),
            Step = found.Min(other => other.Run!.Value),
            Summary = Summary(cutOff.Count, strangers.Count, silent.Count, repeats),
            Confidence = cutOff.Count + silent.Count == 0 ? 1 : 1 - Math.Pow(2, -PatientRepeats),
            Meaning = nothingLearns ? "Nothing learns: every weight stays as it was initialised." : "They stay as they were initialised, however long the training goes on.",
            Causes = [.. CausesOf(cutOff.Count, strangers.Count, silent.Count)],
            Evidence =
            [
                new Evidence("parameters that no gradient reaches", cutOff.Count, 0),
                new Evidence("parameters that have a gradient and that the optimizer does not own", strangers.Count, 0),
                new Evidence("parameters whose gradient is exactly zero beside gradients that are not", silent.Count, 0),
                new Evidence("parameters that are meant to learn", learning.Count, double.NaN),
            ],
            Treatments = [.. TreatmentsOf(cutOff.Count, strangers.Count, silent.Count)],
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

    /// <summary>The parameters that were multiplied by zero in all of the latest <see cref="PatientRepeats"/> readings, with the step that made the run long enough.</summary>
    List<(string Name, long? Run)> Silent(List<StepReading> readings)
    {
        HashSet<string>? names = null;
        var runs = new Dictionary<string, List<long>>(StringComparer.Ordinal);
        foreach (var reading in Enumerable.Reverse(readings))
        {
            var now = SilentBranches.Of(reading);
            if (names is null) names = now;
            else names.IntersectWith(now);
            if (names.Count == 0) break;
            foreach (var name in names)
            {
                if (!runs.TryGetValue(name, out var steps)) runs[name] = steps = [];
                steps.Add(reading.Step);
            }
        }

        return [.. runs.Where(run => run.Value.Count >= PatientRepeats).Select(run => (run.Key, (long?)run.Value[^PatientRepeats]))];
    }

    string Summary(int cutOff, int strangers, int silent, int repeats)
    {
        var parts = new List<string>();
        if (cutOff > 0) parts.Add(FormattableString.Invariant($"no gradient reached {Parameters(cutOff)} in {repeats} readings or more"));
        if (silent > 0) parts.Add(FormattableString.Invariant($"the gradient of {Parameters(silent)} was exactly zero in {PatientRepeats} readings or more, beside others that were not"));
        if (strangers > 0) parts.Add(FormattableString.Invariant($"the optimizer does not own {Parameters(strangers)}{(parts.Count == 0 ? ", though a gradient arrives" : "")}"));
        var text = string.Join(", and ", parts);
        return FormattableString.Invariant($"{char.ToUpperInvariant(text[0])}{text[1..]}.");
    }

    static string Parameters(int count) => count == 1 ? "one parameter" : FormattableString.Invariant($"{count} parameters");

    static IEnumerable<Cause> CausesOf(int cutOff, int strangers, int silent)
    {
        var whole = (double)(cutOff + strangers + silent);
        var causes = new[]
        {
            new Cause("disconnected", cutOff / whole, FormattableString.Invariant($"{Parameters(cutOff)} took no part in the loss")),
            new Cause("no-gradient", silent / whole, FormattableString.Invariant($"{Parameters(silent)} take part, multiplied by zero")),
            new Cause("optimizer-ownership", strangers / whole, FormattableString.Invariant($"{Parameters(strangers)} were not handed to the optimizer")),
        };
        return causes.Where(cause => cause.Share > 0).OrderByDescending(cause => cause.Share);
    }

    static IEnumerable<string> TreatmentsOf(int cutOff, int strangers, int silent)
    {
        if (silent > 0) yield return "Look in forward for a factor, a gate or a mask that is zero behind them; where a branch shall begin at zero, let the factor learn.";
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
