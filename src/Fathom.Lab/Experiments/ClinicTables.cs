using System.Globalization;
using System.Text;

namespace Fathom.Lab.Experiments;

/// <summary>The clinic's tables as Markdown.</summary>
static class ClinicTables
{
    public static string Page(ClinicReport report)
    {
        var text = new StringBuilder("# The clinic\n\nMade by\n\n```sh\nfathom experiment clinic --markdown docs/clinic.md\n```\n\n");
        text.Append("[What is asked and how to read it](experiments/clinic.md).");
        text.Append(report.Interrupted ? " **Interrupted: not all cases were run.**\n\n" : "\n\n");
        text.Append(Summary(report));
        Cases(text, report);
        return text.ToString();
    }

    public static string Summary(ClinicReport report)
    {
        var text = new StringBuilder();
        Goals(text, report);
        Illnesses(text, report);
        Tools(text, report);
        Misses(text, report);
        return text.ToString();
    }

    static void Goals(StringBuilder text, ClinicReport report)
    {
        var (ill, healthy) = (report.Ill.Count(), report.Healthy.Count());
        text.Append(CultureInfo.InvariantCulture, $"{ill + healthy} cases, {ill} ill and {healthy} healthy, each with {report.Seeds} seed{(report.Seeds == 1 ? "" : "s")}.\n\n");
        text.Append("| Goal | Asked | Reached |\n| --- | --- | --- |\n");
        text.Append(CultureInfo.InvariantCulture, $"| ill runs recognised | 100 % | {Percent(report.Detected)} |\n");
        text.Append(CultureInfo.InvariantCulture, $"| main cause right, of those recognised | 95 % | {Percent(report.RightCause)} |\n");
        text.Append(CultureInfo.InvariantCulture, $"| false alarms on healthy runs | below 1 % | {Percent(report.FalseAlarms)} |\n");
        text.Append(CultureInfo.InvariantCulture, $"| ill runs recognised within 20 steps | 50 % | {Percent(report.Within20)} |\n");
    }

    static void Illnesses(StringBuilder text, ClinicReport report)
    {
        text.Append("\n## By illness\n\n| Illness | Cases | Runs | Recognised | Only noted | Right cause | Within 20 steps | Median step | Beside the point |\n");
        text.Append("| --- | --- | --- | --- | --- | --- | --- | --- | --- |\n");
        foreach (var group in report.Ill.GroupBy(result => result.Illness, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            var (runs, detected) = (group.Sum(result => result.Runs), group.Sum(result => result.Detected));
            var median = ClinicCaseResult.Median([.. group.SelectMany(result => result.Steps).Select(step => (double)step)]);
            text.Append(CultureInfo.InvariantCulture, $"| {group.Key} | {group.Count()} | {runs} | {Percent(ClinicReport.Share(detected, runs))} | {group.Sum(result => result.OnlyNoted)} | ");
            text.Append(CultureInfo.InvariantCulture, $"{Percent(ClinicReport.Share(group.Sum(result => result.RightCause), detected))} | {Percent(ClinicReport.Share(group.Sum(result => result.Within20), runs))} | ");
            text.Append(CultureInfo.InvariantCulture, $"{Number(median)} | {group.Sum(result => result.FalseAlarms)} |\n");
        }

        var healthy = report.Healthy.ToList();
        text.Append(CultureInfo.InvariantCulture, $"| *healthy* | {healthy.Count} | {healthy.Sum(result => result.Runs)} | | {healthy.Count(result => result.Noted.Count > 0)} cases | | | | {healthy.Sum(result => result.FalseAlarms)} |\n");
    }

    static void Tools(StringBuilder text, ClinicReport report)
    {
        text.Append("\n## Beside published rules\n\n| Tool | Source | Ill runs detected | Of those it was made for | Within 20 steps | False alarms on healthy runs |\n");
        text.Append("| --- | --- | --- | --- | --- | --- |\n");
        foreach (var tool in report.Tools)
            text.Append(CultureInfo.InvariantCulture, $"| {tool.Name} | {tool.Source} | {Percent(tool.Detected)} | {Percent(tool.DetectedOfItsOwn)} | {Percent(tool.Within20)} | {Percent(tool.FalseAlarms)} |\n");
    }

    static void Misses(StringBuilder text, ClinicReport report)
    {
        List(text, "Missed", report.Ill.Where(result => result.Detected < result.Runs), result => $"{result.Illness}, recognised in {result.Detected} of {result.Runs} runs; said: {Names(result.Said)}");
        List(text, "Wrong main cause", report.Ill.Where(result => result.RightCause < result.Detected), result => $"{result.Illness}, said: {Names(result.MainCauses)}");
        List(text, "False alarms", report.Healthy.Where(result => result.FalseAlarms > 0), result => $"{Names(result.Untrue)} in {result.FalseAlarms} of {result.Runs} runs");
        List(text, "Cases that prove nothing", report.Cases.Where(result => !result.IsProven), result =>
            result.Illness.Length == 0 ? $"said to be healthy, but learnt {Learnt(result.Learnt)}" : $"{result.Illness}, but learnt {Learnt(result.Learnt)}, and put right {Learnt(result.SisterLearnt)}");
        List(text, "Beside the point", report.Ill.Where(result => result.FalseAlarms > 0), result => $"{result.Illness}, also said: {Names(result.Untrue)}");
    }

    static void List(StringBuilder text, string heading, IEnumerable<ClinicCaseResult> results, Func<ClinicCaseResult, string> say)
    {
        text.Append(CultureInfo.InvariantCulture, $"\n## {heading}\n\n");
        var lines = results.Select(result => $"- {result.Name}: {say(result)}\n").ToList();
        text.Append(lines.Count == 0 ? "None.\n" : string.Concat(lines));
    }

    static void Cases(StringBuilder text, ClinicReport report)
    {
        text.Append("\n## Every case\n\n| Case | Illness | Source | Learnt | Put right | Recognised | Median step | Said |\n| --- | --- | --- | --- | --- | --- | --- | --- |\n");
        foreach (var result in report.Cases)
        {
            var recognised = result.Illness.Length == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{result.Detected} of {result.Runs}");
            text.Append(CultureInfo.InvariantCulture, $"| {result.Name} | {(result.Illness.Length == 0 ? "*healthy*" : result.Illness)} | {result.Source} | {Learnt(result.Learnt)} | ");
            text.Append(CultureInfo.InvariantCulture, $"{(double.IsNaN(result.SisterLearnt) ? "" : Learnt(result.SisterLearnt))} | {recognised} | {Number(result.MedianStep)} | {Names(result.Said)} |\n");
        }
    }

    static string Names(IReadOnlyList<string> names) => names.Count == 0 ? "nothing" : string.Join(", ", names);

    static string Learnt(double share) => double.IsNaN(share) ? "lost" : share < -1 ? "below 0" : share.ToString("0.00", CultureInfo.InvariantCulture);

    static string Number(double number) => double.IsNaN(number) ? "" : number.ToString("0.#", CultureInfo.InvariantCulture);

    static string Percent(double share) => double.IsNaN(share) ? "none" : (share * 100).ToString("0.0", CultureInfo.InvariantCulture) + " %";
}
