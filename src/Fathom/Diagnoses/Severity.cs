namespace Fathom.Diagnoses;

/// <summary>What a finding means for the training, from harmless to lost.</summary>
public enum Severity
{
    /// <summary>Visible, and harmless so far.</summary>
    Note,

    /// <summary>Likely to hold the training back.</summary>
    Warning,

    /// <summary>The training is being held back.</summary>
    Error,

    /// <summary>Numbers are no longer finite: what was learnt is being lost.</summary>
    Fatal,
}
