namespace Fathom.Torch.Guards;

/// <summary>A guard that was told to raise has ended the training.</summary>
public sealed class TrainingStoppedException : Exception
{
    /// <summary>An exception without a reason.</summary>
    public TrainingStoppedException()
    {
    }

    /// <summary>An exception with the guard's reason.</summary>
    /// <param name="message">Why the training should end.</param>
    public TrainingStoppedException(string message)
        : base(message)
    {
    }

    /// <summary>An exception with a reason and a cause.</summary>
    /// <param name="message">Why the training should end.</param>
    /// <param name="innerException">What led to it.</param>
    public TrainingStoppedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
