namespace Fathom.Torch.Treatments;

/// <summary>Which normalisation is inserted into a live network.</summary>
public enum NormKind
{
    /// <summary>Over the batch, for each unit or channel: its gain and shift begin as the batch's own, so that it begins as the identity.</summary>
    Batch,

    /// <summary>
    /// Over each sample: no gain and shift undo it for all samples at once, so that it begins as nothing of a <see cref="Blend"/> with its input.
    /// </summary>
    Layer,
}
