namespace Fathom.Torch.Treatments;

/// <summary>A treatment cannot be carried out on a live module; nothing was changed.</summary>
public sealed class LiveTreatmentException : Exception
{
    /// <summary>An exception without a reason.</summary>
    public LiveTreatmentException()
    {
    }

    /// <summary>An exception with its reason, a sentence.</summary>
    public LiveTreatmentException(string message)
        : base(message)
    {
    }

    /// <summary>An exception with its reason and what led to it.</summary>
    public LiveTreatmentException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
