using Fathom.Ledger;
using Fathom.Statistics;
using static TorchSharp.torch;

namespace Fathom.Torch.Probes;

/// <summary>One tensor that passed between modules in the current forward pass, and what was seen of it.</summary>
sealed class Slot(Tensor tensor, Call? producer)
{
    /// <summary>The tensor itself, to recognise it when it comes by again; let go of at the end of the step.</summary>
    public Tensor? Tensor { get; set; } = tensor;

    /// <summary>The call that returned the tensor; null where it came from outside any module.</summary>
    public Call? Producer { get; } = producer;

    public TensorSummary? Activation { get; set; }

    public TensorSummary? Gradient { get; set; }

    /// <summary>The output sample by sample; null where it was not looked at so.</summary>
    public UnitReading? Units { get; set; }

    /// <summary>Set where a module took the tensor as a whole sequence.</summary>
    public SequenceGradient? Sequence { get; private set; }

    /// <summary>Set where the tensor is what the network answered.</summary>
    public OutputRows? Rows { get; set; }

    /// <summary>The number of the backward pass that brought the gradient; 0 before any.</summary>
    public int Backward { get; set; }

    /// <summary>Set where the tensor is the sum of two earlier ones.</summary>
    public Join? Join { get; set; }

    /// <summary>The sum that this tensor goes around, where there is one.</summary>
    public Join? SkippedBy { get; set; }

    /// <summary>What comes back to the tensor as a sequence, step by step.</summary>
    public SequenceGradient Follow(int time) => Sequence ??= new SequenceGradient(time);
}
