namespace Fathom.Pictures;

/// <summary>Which numbers of a layer a histogram counts.</summary>
public enum HistogramOf
{
    /// <summary>The gradient with respect to its output.</summary>
    Gradient,

    /// <summary>Its output.</summary>
    Activation,

    /// <summary>Its parameters.</summary>
    Weight,
}
