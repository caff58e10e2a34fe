using System.Globalization;

namespace Fathom.Cli.Text;

/// <summary>Sizes of files in decimal units, as disks are sold.</summary>
static class Size
{
    static readonly string[] Units = ["kB", "MB", "GB", "TB"];

    public static string Text(long bytes)
    {
        if (bytes < 1000) return string.Create(CultureInfo.InvariantCulture, $"{bytes} B");
        var (size, unit) = (bytes / 1000.0, 0);
        for (; size >= 999.95 && unit < Units.Length - 1; unit++) size /= 1000;
        return string.Create(CultureInfo.InvariantCulture, $"{size:0.0} {Units[unit]}");
    }
}
