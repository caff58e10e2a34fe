namespace Fathom.Web.Children;

/// <summary>A child process was not started; the message says why, in a sentence for the viewer.</summary>
public sealed class ChildRefusedException : Exception
{
    /// <summary>Without a reason.</summary>
    public ChildRefusedException()
    {
    }

    /// <summary>With the reason.</summary>
    public ChildRefusedException(string message)
        : base(message)
    {
    }

    /// <summary>With the reason and what led to it.</summary>
    public ChildRefusedException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
