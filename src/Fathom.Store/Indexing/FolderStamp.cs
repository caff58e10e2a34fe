using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Fathom.Store.Indexing;

/// <summary>How a run's folder looks from outside: its size, and a text that changes whenever one of its files does.</summary>
/// <param name="Text">A digest of the files' names, sizes and times; tags apart, which the index writes itself.</param>
/// <param name="Bytes">Size of all files.</param>
readonly record struct FolderStamp(string Text, long Bytes)
{
    static readonly EnumerationOptions EveryFile = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint, MaxRecursionDepth = 8 };

    public static FolderStamp Of(string folder)
    {
        var bytes = 0L;
        var lines = new List<string>();
        foreach (var file in new DirectoryInfo(folder).EnumerateFiles("*", EveryFile))
        {
            if (!Measured(file, out var length, out var written)) continue;
            bytes += length;
            if (file.Name == RunTags.FileName) continue;
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"{Path.GetRelativePath(folder, file.FullName)}\0{length}\0{written}\n"));
        }

        lines.Sort(StringComparer.Ordinal);
        return new(Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(lines))).AsSpan(0, 16)), bytes);
    }

    // A journal that is being compacted loses files between listing and looking.
    static bool Measured(FileInfo file, out long length, out long written)
    {
        try
        {
            (length, written) = (file.Length, file.LastWriteTimeUtc.Ticks);
            return true;
        }
        catch (IOException)
        {
            (length, written) = (0, 0);
            return false;
        }
    }
}
