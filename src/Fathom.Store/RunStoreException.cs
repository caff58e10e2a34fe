namespace Fathom.Store;

/// <summary>The index could not be opened, read or written; the message says why, and what to do. The runs themselves lie in their folders, unharmed.</summary>
public sealed class RunStoreException : Exception
{
    /// <summary>With a sentence for people.</summary>
    public RunStoreException(string message)
        : base(message)
    {
    }

    /// <summary>With a sentence for people and what led to it.</summary>
    public RunStoreException(string message, Exception cause)
        : base(message, cause)
    {
    }
}
