namespace Fathom.Journal;

/// <summary>A run folder cannot be used; the message is a sentence for people that names the folder.</summary>
public sealed class RunFolderException : IOException
{
    /// <summary>A fault with its sentence.</summary>
    public RunFolderException(RunFolderFault fault, string message, Exception? inner = null)
        : base(message, inner) => Fault = fault;

    /// <summary>A folder that is no run.</summary>
    public RunFolderException()
        : this(RunFolderFault.NotARun, "The folder is no run.")
    {
    }

    /// <summary>A folder that is no run, for the reason given.</summary>
    public RunFolderException(string message)
        : this(RunFolderFault.NotARun, message)
    {
    }

    /// <summary>A folder that is no run, for the reason given.</summary>
    public RunFolderException(string message, Exception innerException)
        : this(RunFolderFault.NotARun, message, innerException)
    {
    }

    /// <summary>What is wrong.</summary>
    public RunFolderFault Fault { get; }
}
