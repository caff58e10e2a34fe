namespace Fathom.Pictures;

/// <summary>
/// One picture of a run: an ECharts option with its title, a sentence that says what is to be seen, and its numbers as a table. Shown by any
/// ECharts 6 on which <see cref="PictureScripts.Series"/> was run; drawn without a browser by Jint.
/// </summary>
public sealed record Picture
{
    /// <summary>A stable name, such as "gradient-map".</summary>
    public required string Id { get; init; }

    /// <summary>The heading above the picture; plain text, to be escaped where it is shown.</summary>
    public required string Title { get; init; }

    /// <summary>What is to be seen, in a sentence or two with its numbers, for screen readers and as a caption; plain text.</summary>
    public required string Description { get; init; }

    /// <summary>The ECharts option as JSON, without title and without functions; tooltips are drawn as text, never as HTML.</summary>
    public required string Option { get; init; }

    /// <summary>The numbers behind the picture.</summary>
    public PictureTable Table { get; init; } = PictureTable.Empty;

    /// <summary>How high it should be, in CSS pixels, whatever its width. Default: 320.</summary>
    public int Height { get; init; } = 320;

    /// <summary>True where the run holds nothing that could be drawn; <see cref="Description"/> then says so, and the option draws nothing.</summary>
    public bool IsEmpty { get; init; }

    /// <summary>What was left out or joined so that the picture stays readable, in a sentence; empty where all is drawn.</summary>
    public string Cap { get; init; } = "";
}
