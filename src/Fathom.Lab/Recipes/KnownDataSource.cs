using Fathom.Lab.Datasets.Published;

namespace Fathom.Lab.Recipes;

/// <summary>A kind of data that recipes can name.</summary>
/// <param name="Name">How it is written.</param>
/// <param name="Summary">What it is, in one sentence.</param>
/// <param name="NeedsPath">Whether a file or folder must be named with it: <c>csv:FILE</c>.</param>
/// <param name="Published">The data set of this name that can be downloaded; null where there is none.</param>
public sealed record KnownDataSource(string Name, string Summary, bool NeedsPath, PublishedDataset? Published)
{
    /// <summary>All of them, in the order of the guide.</summary>
    public static IReadOnlyList<KnownDataSource> All { get; } =
    [
        .. DataWords.All.Words.Select(word => new KnownDataSource(
            word.Name, word.Doc, word.Options.Any(option => option is { Name: "path", IsRequired: true }), PublishedDataset.Find(word.Name))),
    ];
}
