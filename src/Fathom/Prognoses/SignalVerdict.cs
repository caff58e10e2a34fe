namespace Fathom.Prognoses;

/// <summary>What becomes of the signal on its way forward.</summary>
public enum SignalVerdict
{
    /// <summary>Its size stays within two decades and inputs remain different.</summary>
    Level,

    /// <summary>It shrinks by more than two decades.</summary>
    Dying,

    /// <summary>It grows by more than two decades.</summary>
    Growing,

    /// <summary>More than half of the units of some activation that is flat on both sides are so flat that their slope is below a tenth.</summary>
    Saturating,

    /// <summary>All inputs come to look alike: their correlation is above 0.999 at the end.</summary>
    Collapsing,
}
