namespace Fathom.Web.Lab;

/// <summary>A column of the drawn network: a layer, or a time step.</summary>
/// <param name="Label">What stands under it.</param>
/// <param name="Place">The place's name in the network.</param>
/// <param name="X">Its middle.</param>
/// <param name="Decades">log10 of the gradient that arrives there over that of the last hidden layer or time step; -∞ where nothing does, NaN where that is not known.</param>
public sealed record DrawnColumn(string Label, string Place, double X, double Decades)
{
    /// <summary>The middles of the nodes that are drawn, from the top.</summary>
    public required IReadOnlyList<double> Nodes { get; init; }

    /// <summary>How many more units the layer has.</summary>
    public int Hidden { get; init; }

    /// <summary>What is wrong here, in a sentence; empty where nothing is.</summary>
    public string Finding { get; init; } = "";

    /// <summary>Its colour.</summary>
    public LabShade Shade => LabShade.Of(Decades);

    /// <summary>What it says to whoever points at it or listens.</summary>
    public string Title => $"{Place}: {(double.IsNaN(Decades) ? "no number" : LabVerdict.Share(Decades) + " of the last layer's gradient")}{(Finding.Length > 0 ? ". " + Finding : "")}";
}
