namespace Fathom.Runs;

/// <summary>What a run recorded.</summary>
public enum RunKind
{
    /// <summary>A training loop of a library user, recorded through <c>MonitorOptions.RunFolder</c>.</summary>
    Watched,

    /// <summary><c>fathom train</c>.</summary>
    Train,

    /// <summary><c>fathom examine</c>.</summary>
    Examine,

    /// <summary><c>fathom cure</c>; its trials are in <see cref="RunView.Trials"/>.</summary>
    Cure,
}
