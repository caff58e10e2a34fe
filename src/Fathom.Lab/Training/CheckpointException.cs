namespace Fathom.Lab.Training;

/// <summary>A checkpoint cannot be read, or is not of the training that was to go on from it.</summary>
public sealed class CheckpointException : Exception
{
    /// <summary>An exception without a message.</summary>
    public CheckpointException()
    {
    }

    /// <summary>An exception that says what is wrong with which file, and what to do.</summary>
    /// <param name="message">The sentence.</param>
    public CheckpointException(string message)
        : base(message)
    {
    }

    /// <summary>An exception with a message and a cause.</summary>
    /// <param name="message">The sentence.</param>
    /// <param name="innerException">What led to it.</param>
    public CheckpointException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
