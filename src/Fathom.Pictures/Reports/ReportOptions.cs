namespace Fathom.Pictures.Reports;

/// <summary>What a report holds.</summary>
public sealed record ReportOptions
{
    /// <summary>What theory expected before the first step, drawn behind the first depth profile; nothing where null.</summary>
    public DepthBand? Band { get; init; }

    /// <summary>
    /// True for charts that answer to the mouse: the report then holds ECharts and grows by about 1.2 MB. Without scripts, and in print, the same
    /// still pictures are shown. Default: false.
    /// </summary>
    public bool Interactive { get; init; }

    /// <summary>Fathom's version, for the last line; empty where unknown.</summary>
    public string Version { get; init; } = "";
}
