namespace Fathom.Lab.Cures;

/// <summary>How far a candidate has come.</summary>
public enum Standing
{
    /// <summary>It was not tried: something else was proved first, or the budget was spent.</summary>
    NotTried,

    /// <summary>Its training could not be run or was lost.</summary>
    Failed,

    /// <summary>The illness is still there.</summary>
    IllnessRemains,

    /// <summary>The illness is gone, and another error has come.</summary>
    NewError,

    /// <summary>It is no better than the untreated run on the data held out.</summary>
    NoBetter,

    /// <summary>It is better by now, on one seed.</summary>
    Better,

    /// <summary>Its proof was tried and is not to be had.</summary>
    NotProved,

    /// <summary>It is proved.</summary>
    Proved,
}
