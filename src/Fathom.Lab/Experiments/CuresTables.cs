using System.Globalization;
using System.Text;
using Fathom.Lab.Cures;

namespace Fathom.Lab.Experiments;

/// <summary>The tables of cures as Markdown.</summary>
static class CuresTables
{
    public static string Page(CuresReport report)
    {
        var text = new StringBuilder($"# {Title(report)}\n\nMade by\n\n```sh\nfathom experiment {report.Name} --markdown docs/{report.Name}.md\n```\n\n");
        text.Append(CultureInfo.InvariantCulture, $"[What is asked and how to read it](experiments/{report.Name}.md).");
        text.Append(report.Interrupted ? " **Interrupted: not all cases were run.**\n\n" : "\n\n");
        text.Append(Summary(report));
        Cases(text, report);
        return text.ToString();
    }

    static string Title(CuresReport report) => $"{char.ToUpperInvariant(report.Name[0])}{report.Name[1..].Replace('-', ' ')}";

    public static string Summary(CuresReport report)
    {
        var text = new StringBuilder();
        Goals(text, report);
        Illnesses(text, report);
        List(text, "Not cured", report.Ill.Where(result => !result.Fathom.IsCured), result => $"{result.Illness}{(result.IsCurable ? "" : ", not known to be curable")}: {result.Fathom.Reason}");
        List(text, "Wrong claims", report.Ill.Where(result => result.HoldsAfterwards == false), result => $"{result.Fathom.Treatment}, {Spread(result.Afterwards)} over fresh seeds");
        List(text, "Healthy ones with a finding", report.Healthy.Where(result => result.Fathom.Illness.Length > 0), result => $"{result.Fathom.Illness}; {(result.IsTouched ? $"changed by {result.Fathom.Treatment}" : "not changed")}");
        return text.ToString();
    }

    static void Goals(StringBuilder text, CuresReport report)
    {
        var (ill, curable, healthy) = (report.Ill.Count(), report.Curable.Count(), report.Healthy.Count());
        text.Append(CultureInfo.InvariantCulture, $"{ill} ill recipes, of which {curable} are known to be curable, and {healthy} healthy ones.\n\n");
        text.Append("| Goal | Asked | Fathom | Random choice | Fixed list |\n| --- | --- | --- | --- | --- |\n");
        text.Append(CultureInfo.InvariantCulture, $"| curable cured with proof | 98 % | {Percent(report.Cured)} | {Percent(report.CuredByRandom)} | {Percent(report.CuredByList)} |\n");
        text.Append(CultureInfo.InvariantCulture, $"| healthy ones changed | 0 | {report.Touched} | | |\n");
        text.Append(CultureInfo.InvariantCulture, $"| median cost in trainings, proof included | 1 | {Number(report.MedianCost)} | {Number(report.MedianCostOfRandom)} | {Number(report.MedianCostOfList)} |\n");
        text.Append(CultureInfo.InvariantCulture, $"| median cost in trainings, proof left out | | | | {Number(ClinicCaseResult.Median([.. report.Ill.Select(result => result.FixedList?.SearchTrainings).OfType<double>()]))} |\n");
        text.Append(CultureInfo.InvariantCulture, $"| cures that do not hold over fresh seeds | 0 | {report.WrongClaims} | | |\n");
    }

    static void Illnesses(StringBuilder text, CuresReport report)
    {
        text.Append("\n## By illness\n\n| Illness | Cases | Curable | Fathom | Random choice | Fixed list | Median cost | Random choice | Fixed list |\n| --- | --- | --- | --- | --- | --- | --- | --- | --- |\n");
        foreach (var group in report.Ill.GroupBy(result => result.Illness, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            var part = report with { Cases = [.. group] };
            text.Append(CultureInfo.InvariantCulture, $"| {group.Key} | {group.Count()} | {part.Curable.Count()} | {group.Count(result => result.Fathom.IsCured)} | {group.Count(result => result.Random is { IsCured: true })} | ");
            text.Append(CultureInfo.InvariantCulture, $"{group.Count(result => result.FixedList is { IsCured: true })} | {Number(part.MedianCost)} | {Number(part.MedianCostOfRandom)} | {Number(part.MedianCostOfList)} |\n");
        }
    }

    static void Cases(StringBuilder text, CuresReport report)
    {
        text.Append("\n## Case by case\n\n| Case | Illness | Found | Cure | Held-out before → after | Cost | Holds afterwards | Random choice | Cost | Fixed list | Cost |\n| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |\n");
        foreach (var result in report.Cases)
        {
            var own = result.Fathom;
            text.Append(CultureInfo.InvariantCulture, $"| {result.Name} | {(result.IsHealthy ? "*healthy*" : result.Illness)} | {own.Illness} | {Treatment(own)} | {(own.IsCured ? $"{Spread(own.Pairs)} after {own.Steps} steps{Unit(own)}" : "")} | {Number(own.Trainings)} | ");
            text.Append(CultureInfo.InvariantCulture, $"{(result.HoldsAfterwards is { } holds ? $"{(holds ? "yes" : "**no**")}: {Spread(result.Afterwards)}" : "")} | ");
            text.Append(CultureInfo.InvariantCulture, $"{Treatment(result.Random)} | {Number(result.Random?.Trainings)} | {Treatment(result.FixedList)} | {Number(result.FixedList?.Trainings)} |\n");
        }
    }

    static void List(StringBuilder text, string title, IEnumerable<CuresCaseResult> results, Func<CuresCaseResult, string> what)
    {
        var listed = results.ToList();
        if (listed.Count == 0) return;
        text.Append(CultureInfo.InvariantCulture, $"\n## {title}\n\n");
        foreach (var result in listed) text.Append(CultureInfo.InvariantCulture, $"- {result.Name}: {what(result)}\n");
    }

    static string Treatment(CuresArm? arm) => arm is null || (arm.Illness.Length == 0 && !arm.IsCured) ? "" : arm.IsCured ? arm.Treatment : "none";

    static string Unit(CuresArm arm) => arm.Metric == Metric.Misclassified ? ", share of mistakes" : "";

    /// <summary>Means, with the standard deviation over the seeds in brackets.</summary>
    static string Spread(IReadOnlyList<Pair> pairs) => $"{Spread([.. pairs.Select(pair => pair.Untreated)])} → {Spread([.. pairs.Select(pair => pair.Treated)])}";

    static string Spread(double[] values)
    {
        if (!Array.TrueForAll(values, double.IsFinite)) return "lost";
        var mean = values.Average();
        var deviation = values.Length < 2 ? 0 : Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1));
        return FormattableString.Invariant($"{mean:G3} ({deviation:G2})");
    }

    static string Percent(double share) => double.IsNaN(share) ? "none" : FormattableString.Invariant($"{100 * share:0.0} %");

    static string Number(double? number) => number is not { } value || double.IsNaN(value) ? "" : FormattableString.Invariant($"{value:0.00}");
}
