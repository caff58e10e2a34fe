using Fathom.Diagnoses;
using Fathom.Lab.Cures;
using Fathom.Runs;
using Spectre.Console;

namespace Fathom.Cli.Text;

/// <summary>Two runs for a reader, side by side.</summary>
static class ComparisonPage
{
    const int NameWidth = 46;
    const int NumberWidth = 14;

    static readonly Style Old = new(Color.Red);
    static readonly Style New = new(Color.Green);

    public static void Write(Page page, RunComparison comparison, IReadOnlyList<DiffLine> recipes)
    {
        WriteRun(page, "A", comparison.Left);
        WriteRun(page, "B", comparison.Right);
        page.Blank();
        WriteNumbers(page, comparison);
        WriteLedgers(page, comparison);
        WriteFindings(page, comparison);
        WriteRecipes(page, recipes);
    }

    static void WriteRun(Page page, string letter, RunView run)
    {
        var message = run.End is { Message.Length: > 0 } end ? $": {end.Message}" : "";
        page.Line(($" {letter}  ", Page.Strong), (run.Manifest.Name, Page.Strong), ($"  {Path.GetFileName(run.Folder)}", Page.Faint));
        page.Prose("    ", $"{Name(run.Manifest.Kind)}, {Name(run.Status)} after {Number.Whole(run.Step)} steps{(run.Manifest.Seed is { } seed ? $", seed {Number.Whole(seed)}" : "")}{message}");
    }

    static void WriteNumbers(Page page, RunComparison comparison)
    {
        if (comparison.Numbers.Count == 0) return;
        Header(page, $"up to step {Number.Whole(comparison.CommonStep)}");
        foreach (var (name, left, right, first, last) in comparison.Numbers)
        {
            var over = first < last ? $", mean of steps {Number.Whole(first)}-{Number.Whole(last)}" : "";
            Row(page, $"{name}{over}", Show(name, left), Show(name, right), "");
        }

        page.Blank();
    }

    static void WriteLedgers(Page page, RunComparison comparison)
    {
        if (comparison.Kinds.Count == 0) return;
        var (left, right) = comparison.LedgerSteps;
        Header(page, $"decades by kind, at steps {StepOf(left)} and {StepOf(right)}", "B - A");
        foreach (var (kind, one, other) in comparison.Kinds) Row(page, Name(kind), Decades(one), Decades(other), Decades((other ?? 0) - (one ?? 0)));
        var (all, allOther) = (comparison.Kinds.Sum(kind => kind.Left ?? 0), comparison.Kinds.Sum(kind => kind.Right ?? 0));
        Row(page, "sum", left is null ? "-" : Decades(all), right is null ? "-" : Decades(allOther), left is null || right is null ? "-" : Decades(allOther - all));
        page.Blank();
    }

    static void WriteFindings(Page page, RunComparison comparison)
    {
        page.Line(" findings", Page.Strong);
        if (comparison.Findings.Count == 0) page.Line("   none in either", Page.Faint);
        foreach (var (id, left, right) in comparison.Findings)
        {
            var gravest = (left?.Severity ?? Severity.Note) >= (right?.Severity ?? Severity.Note) ? left ?? right : right ?? left;
            var where = (left, right) switch
            {
                (not null, null) => "only in A",
                (null, not null) => "only in B",
                _ => "in both",
            };
            page.Line(("   ", Page.Plain), ($"{where,-10}", Page.Plain), ($"{FindingText.Name(gravest!.Severity),-8}", FindingText.StyleOf(gravest.Severity)), ($" {id}", Page.Strong), ($"  at {PlacesOf(left, right)}", Page.Plain));
        }

        page.Blank();
    }

    static void WriteRecipes(Page page, IReadOnlyList<DiffLine> recipes)
    {
        page.Line(" recipes", Page.Strong);
        if (!recipes.Any(line => line.Sign != ' ')) page.Line("   the same", Page.Faint);
        foreach (var line in recipes.Where(line => line.Sign != ' ')) page.Line($"   {line}", line.Sign == '-' ? Old : New);
    }

    static void Header(Page page, string what, string last = "") =>
        page.Line(($" {what}".PadRight(NameWidth + 1), Page.Strong), ($"{"A",NumberWidth}{"B",NumberWidth}{last,NumberWidth}", Page.Strong));

    static void Row(Page page, string name, string left, string right, string difference) => page.Line($"   {name.PadRight(NameWidth - 2)}{left,NumberWidth}{right,NumberWidth}{difference,NumberWidth}");

    static string Show(string name, double? number) => number is not { } value ? "-" : name switch
    {
        ScalarTags.Loss or ScalarTags.HeldOutLoss => Number.Loss(value),
        ScalarTags.HeldOutAccuracy => Number.Percent(value),
        _ => Number.Amount(value),
    };

    static string Decades(double? decades) => decades is { } value ? Number.Decades(value) : "-";

    static string StepOf(long? step) => step is { } known ? Number.Whole(known) : "-";

    static string PlacesOf(Finding? left, Finding? right) =>
        left is null ? right!.Place : right is null || right.Place == left.Place ? left.Place : $"{left.Place} (A), {right.Place} (B)";

    static string Name<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}
