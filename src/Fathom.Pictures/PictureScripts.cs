namespace Fathom.Pictures;

/// <summary>The scripts that pictures need in a page; both work offline.</summary>
public static class PictureScripts
{
    static readonly Lazy<string> SeriesText = new(() => Read("fathom-pictures.js"));
    static readonly Lazy<string> ChartsText = new(ReadCharts);

    /// <summary>
    /// Fathom's own part, to be run once after ECharts: it registers the series that pictures use, and defines
    /// <c>fathomPictures.prepare(option)</c>, through which an option parsed from <see cref="Picture.Option"/> goes to <c>setOption</c>.
    /// </summary>
    public static string Series => SeriesText.Value;

    /// <summary>Apache ECharts 6 (Apache License 2.0), as the package Vizor.ECharts carries it, without that package's own part.</summary>
    public static string Charts => ChartsText.Value;

    static string ReadCharts()
    {
        var bundle = Read("echarts.js");
        var end = bundle.IndexOf("window.vizorECharts=", StringComparison.Ordinal);
        return end < 0 ? bundle : bundle[..end].TrimEnd(',', ';', '\n', ' ') + ";";
    }

    internal static string Read(string name)
    {
        using var stream = typeof(PictureScripts).Assembly.GetManifestResourceStream($"Fathom.Pictures.{name}")
            ?? throw new InvalidOperationException($"The script {name} is missing from Fathom.Pictures.dll: it was built without its package.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
