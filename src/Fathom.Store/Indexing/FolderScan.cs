using Fathom.Journal;

namespace Fathom.Store.Indexing;

/// <summary>Finds the run folders below a folder. Links are not followed, and what starts with a dot is passed over: hidden folders and trash.</summary>
static class FolderScan
{
    /// <summary>Runs may be grouped: a folder per project, a folder per person and project.</summary>
    const int Depth = 3;

    public static IEnumerable<string> Below(string root) => In(root, Depth);

    public static bool IsBelow(string folder, string root) =>
        folder == root || folder.StartsWith(root.EndsWith(Path.DirectorySeparatorChar) ? root : root + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    static IEnumerable<string> In(string folder, int depth)
    {
        if (RunFolder.IsRun(folder)) return [folder];
        return depth == 0 ? [] : Children(folder).SelectMany(child => In(child, depth - 1));
    }

    static string[] Children(string folder)
    {
        try
        {
            var children = new DirectoryInfo(folder).EnumerateDirectories().Where(child => child.LinkTarget is null && !child.Name.StartsWith('.'));
            return [.. children.Select(child => child.FullName).Order(StringComparer.Ordinal)];
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
