using Fathom.Cli.Commands;
using Fathom.Runs;
using Spectre.Console;

namespace Fathom.Cli.Text;

/// <summary>A table of runs.</summary>
static class RunsPage
{
    const int LettersOfId = 8;
    const int MostProblems = 5;
    const int NameColumn = 1;
    const int LeastName = 14;

    static readonly string[] Headings = ["id", "name", "status", "steps", "loss", "held out", "worst finding", "age", "tags"];

    /// <summary>Left out where no run has any.</summary>
    static readonly string[] Optional = ["held out", "tags"];

    /// <summary>The newest <paramref name="most"/> of the runs that were found; all where that is 0.</summary>
    public static void Write(Page page, IReadOnlyList<RunEntry> found, int most, bool chosen, RunsIndex index, DateTimeOffset now)
    {
        if (found.Count == 0)
        {
            page.Prose(" ", chosen ? "No run fits." : $"There are no runs in {index.Folder} yet: fathom train deep-sigmoid makes one.");
        }
        else
        {
            var shown = most == 0 ? found.Count : Math.Min(most, found.Count);
            WriteTable(page, [.. found.Take(shown)], now);
            if (found.Count > shown) page.Line($" and {Number.Whole(found.Count - shown)} older ones; --take 0 shows all", Page.Faint);
            page.Line($" {Count(found.Count)}, {Size.Text(found.Sum(run => run.Bytes))}, in {index.Store.Place}", Page.Faint);
        }

        WriteProblems(page, index);
    }

    public static void WriteRebuilt(Page page, RunsIndex index)
    {
        page.Line($" {Count(index.Report.Read)} read from {index.Folder} into {index.Store.Place}; {Number.Whole(index.Report.Removed)} gone");
        WriteProblems(page, index);
    }

    /// <summary>The end of an id, which tells apart runs that began in the same minute; its beginning is the time.</summary>
    public static string ShortId(RunEntry run) => run.Manifest.Id.Length <= LettersOfId ? run.Manifest.Id : run.Manifest.Id[^LettersOfId..];

    public static string Count(int runs) => runs == 1 ? "1 run" : $"{Number.Whole(runs)} runs";

    public static Style StyleOf(RunStatus status) => status switch
    {
        RunStatus.Running => new(Color.Aqua),
        RunStatus.Finished => Page.Plain,
        RunStatus.Interrupted => new(Color.Yellow),
        _ => new(Color.Red),
    };

    static void WriteTable(Page page, IReadOnlyList<RunEntry> runs, DateTimeOffset now)
    {
        var rows = runs.Select(run => Cells(run, now)).ToArray();
        var columns = Enumerable.Range(0, Headings.Length).Where(column => !Optional.Contains(Headings[column]) || rows.Any(row => row[column] is not ("" or "-"))).ToArray();
        var widths = Headings.Select((heading, column) => rows.Max(row => Math.Max(row[column].Length, heading.Length))).ToArray();

        // What does not fit is taken from the names, which say little that the id does not.
        var others = columns.Where(column => column != NameColumn).Sum(column => widths[column] + 2);
        widths[NameColumn] = Math.Clamp(page.Width - others - 1, Math.Min(LeastName, widths[NameColumn]), widths[NameColumn]);
        page.Line(" " + string.Join("  ", columns.Select(column => Padded(Headings[column], widths[column], column))), Page.Faint);
        foreach (var (index, row) in rows.Index())
        {
            if (row[NameColumn].Length > widths[NameColumn]) row[NameColumn] = row[NameColumn][..(widths[NameColumn] - page.Glyphs.Dots.Length)] + page.Glyphs.Dots;
            page.Line([.. columns.Select(column => ($"{(column == 0 ? " " : "  ")}{Padded(row[column], widths[column], column)}", StyleOf(runs[index], column)))]);
        }
    }

    static string[] Cells(RunEntry run, DateTimeOffset now) =>
    [
        ShortId(run),
        OneLine(run.Manifest.Name),
        run.Status.ToString().ToLowerInvariant(),
        run.Manifest.PlannedSteps is { } planned ? $"{Number.Whole(run.Step)}/{Number.Whole(planned)}" : Number.Whole(run.Step),
        run.Sparkline.Count == 0 ? "-" : Loss(run.Loss),
        double.IsNaN(run.HeldOutLoss) ? "-" : Loss(run.HeldOutLoss),
        run.Problem.Length > 0 ? "! damaged" : run.WorstSeverity is { } severity ? $"{FindingText.Name(severity)} {OneLine(run.WorstFinding)}" : "-",
        Age.Text(now - run.LastRecord),
        string.Join(' ', run.Tags),
    ];

    // Words as in "not a number" would widen a column of numbers.
    static string Loss(double loss) => double.IsNaN(loss) ? "NaN" : double.IsInfinity(loss) ? loss > 0 ? "inf" : "-inf" : Number.Loss(loss);

    static string Padded(string cell, int width, int column) => column is >= 3 and <= 5 ? cell.PadLeft(width) : cell.PadRight(width);

    static Style StyleOf(RunEntry run, int column) => column switch
    {
        2 => StyleOf(run.Status),
        6 when run.Problem.Length > 0 => new(Color.Yellow),
        6 when run.WorstSeverity is { } severity => FindingText.StyleOf(severity),
        7 or 8 => Page.Faint,
        _ => Page.Plain,
    };

    static void WriteProblems(Page page, RunsIndex index)
    {
        var problems = index.Report.Problems;
        foreach (var problem in problems.Take(MostProblems)) page.Prose(" ! ", problem.Sentence.Contains(problem.Folder, StringComparison.Ordinal) ? problem.Sentence : $"{problem.Folder}: {problem.Sentence}", new(Color.Yellow));
        if (problems.Count > MostProblems) page.Line($" ! and {Number.Whole(problems.Count - MostProblems)} more");
    }

    // A name is a person's text: it may hold line breaks, or letters that a terminal obeys.
    static string OneLine(string text) => string.Concat(text.Select(letter => char.IsControl(letter) ? ' ' : letter));
}
