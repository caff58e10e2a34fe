namespace Fathom.Pictures;

/// <summary>Which background a picture is drawn for.</summary>
public enum Scheme
{
    /// <summary>Dark ink on light paper; the default, and what prints.</summary>
    Light,

    /// <summary>Light ink on dark paper.</summary>
    Dark,
}
