using System.Globalization;
using Fathom.Lab.Datasets;
using Fathom.Lab.Datasets.Published;
using Fathom.Lab.Recipes;

namespace Fathom.Cli.Text;

/// <summary>Data as text: which there is, and what it is.</summary>
static class DataPage
{
    const int MostClasses = 20;

    // Where one feature's numbers vary a hundred times more than another's, one learning rate cannot suit both.
    const double WideSpread = 100;

    public static void WriteList(Page page, DataCache cache)
    {
        var sources = KnownDataSource.All;
        var width = sources.Max(source => Written(source).Length);
        foreach (var source in sources) page.Prose($" {Written(source).PadRight(width)}  ", $"{source.Summary}{State(source, cache)}");
        page.Blank();
        page.Prose(" ", $"The cache is {cache.Folder}; {DataCache.Variable} names another. Nothing is downloaded unless asked for.", Page.Faint);
    }

    public static void WriteDownload(Page page, PublishedDataset dataset, string folder, bool wasThere) =>
        page.Prose(" ", wasThere
            ? $"{dataset.Name} is in {folder} already."
            : $"{dataset.Name} is in {folder}: {dataset.Files.Count} {(dataset.Files.Count == 1 ? "file" : "files")}, {Size(dataset.Bytes)}, checksums right.");

    public static void WriteDescription(Page page, DataDescription data)
    {
        page.Line($" {data.Name}", Page.Strong);
        page.Line($" samples   {data.Samples.ToString("N0", CultureInfo.InvariantCulture)}{(data.SetApart > 0 ? string.Create(CultureInfo.InvariantCulture, $", and {data.SetApart:N0} set apart for testing") : "")}");
        page.Line($" shape     {data.Shape}");
        page.Line($" features  {Moments(data.Features)}");
        if (data.ConstantFeatures > 0) page.Line($" constant  {data.ConstantFeatures.ToString("N0", CultureInfo.InvariantCulture)} features never change");
        if (data.SpreadOfDeviations > WideSpread && data.Shape.Count == 1)
            page.Prose(" scales    ", $"the features' deviations differ by a factor of {Number.Amount(data.SpreadOfDeviations)}; consider prepare: standardise");
        if (data.Classes.Count == 0) page.Line($" labels    {Moments(data.Labels)}");
        else WriteClasses(page, data);
    }

    static void WriteClasses(Page page, DataDescription data)
    {
        page.Line($" classes   {data.Classes.Count}");
        var width = data.Classes.Take(MostClasses).Max(one => one.Name.Length);
        foreach (var one in data.Classes.Take(MostClasses)) page.Line($"   {one.Name.PadRight(width)}  {one.Count.ToString("N0", CultureInfo.InvariantCulture)}");
        if (data.Classes.Count > MostClasses) page.Line($"   {page.Glyphs.Dots} and {data.Classes.Count - MostClasses} more");
    }

    static string Moments(NumberSummary numbers) =>
        $"mean {Number.Amount(numbers.Mean)}, deviation {Number.Amount(numbers.Deviation)}, from {Number.Amount(numbers.Minimum)} to {Number.Amount(numbers.Maximum)}";

    static string Written(KnownDataSource source) => source.NeedsPath ? $"{source.Name}:PATH" : source.Name;

    static string State(KnownDataSource source, DataCache cache) => source.Published is not { } dataset ? ""
        : cache.Holds(dataset) ? " In the cache."
        : $" Not in the cache; fathom data download {dataset.Name} fetches {Size(dataset.Bytes)}.";

    static string Size(long bytes) => (bytes / 1e6).ToString("0.0", CultureInfo.InvariantCulture) + " MB";
}
