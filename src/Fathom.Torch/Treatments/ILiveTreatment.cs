namespace Fathom.Torch.Treatments;

/// <summary>A change of a live module or of its optimizer between two steps of a training, which keeps what was learnt as far as that can be.</summary>
/// <remarks>Nothing is changed where a treatment throws.</remarks>
public interface ILiveTreatment
{
    /// <summary>
    /// Whether the network's function before the next step is what it was, to 1e-5 of its size, wherever the treatment can be carried out. What
    /// was really done is in <see cref="Operation.IsExact"/>.
    /// </summary>
    bool IsExact { get; }

    /// <summary>Carries the change out.</summary>
    /// <param name="training">What is treated.</param>
    /// <returns>What was done.</returns>
    /// <exception cref="LiveTreatmentException">It cannot be done there; the message says why and what can be done instead.</exception>
    Operation ApplyTo(LiveTraining training);
}
