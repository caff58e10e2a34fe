namespace Fathom.Torch.Guards;

/// <summary>What clipping did to the gradients of one step.</summary>
/// <param name="Norm">The norm of all gradients before; NaN or infinite where a gradient was, and 0 where there was none.</param>
/// <param name="Factor">The norm after as a share of the norm before, 0 to 1; exactly 1 where nothing was changed.</param>
public readonly record struct ClipResult(double Norm, double Factor)
{
    /// <summary>True where gradients were made smaller.</summary>
    public bool Clipped => Factor < 1;

    /// <summary>True where gradients held NaN or infinity, and were left as they are.</summary>
    public bool WasNonFinite => !double.IsFinite(Norm);
}
