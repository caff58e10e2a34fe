namespace Fathom.Runs;

/// <summary>How a run stands.</summary>
public enum RunStatus
{
    /// <summary>Records still arrive: the last one is younger than <see cref="RunView.SilenceLimit"/>.</summary>
    Running,

    /// <summary>It came to its planned end.</summary>
    Finished,

    /// <summary>The training itself failed, for example because its loss stayed non-finite.</summary>
    Failed,

    /// <summary>A person stopped it (Ctrl-C), or a guard did.</summary>
    Interrupted,

    /// <summary>It ended without a word: the process was killed, or the machine went down.</summary>
    Lost,
}
