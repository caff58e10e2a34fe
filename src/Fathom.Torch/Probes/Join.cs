namespace Fathom.Torch.Probes;

/// <summary>A sum in which a branch comes back to the tensor that it left: sum = skip + branch.</summary>
sealed class Join(Slot sum, Slot branch, Slot skip)
{
    public Slot Sum { get; } = sum;

    public Slot Branch { get; } = branch;

    public Slot Skip { get; } = skip;

    /// <summary>The gradient of the sum, held from its arrival until that of <see cref="Skip"/> arrives; 0 when not held.</summary>
    public nint HeldGradient { get; set; }

    /// <summary>L2 norm of what the branch alone brings to <see cref="Skip"/>; NaN where unknown.</summary>
    public double BranchNorm { get; set; } = double.NaN;
}
