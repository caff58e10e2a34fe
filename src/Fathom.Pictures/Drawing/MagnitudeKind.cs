namespace Fathom.Pictures.Drawing;

/// <summary>What a magnitude is, the gravest last.</summary>
enum MagnitudeKind
{
    /// <summary>None was seen.</summary>
    Missing,

    /// <summary>A positive finite number.</summary>
    Number,

    /// <summary>Exactly zero: whatever there was lies below the smallest number of its format.</summary>
    Nothing,

    /// <summary>NaN or infinity.</summary>
    NotFinite,
}
