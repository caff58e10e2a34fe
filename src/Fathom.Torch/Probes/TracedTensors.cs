using Fathom.Torch.Scaling;
using static TorchSharp.torch;

namespace Fathom.Torch.Probes;

/// <summary>The tensors that passed between modules in one forward pass, each with a slot for what is seen of it and of its gradient.</summary>
sealed class TracedTensors(IGradientTap tap, GradientScale scale) : IDisposable
{
    readonly Dictionary<Tensor, Slot> _byTensor = new(ReferenceEqualityComparer.Instance);
    readonly List<Slot> _slots = [];
    readonly List<(Tensor Leaf, Slot Slot)> _leaves = [];
    int _epoch;

    /// <summary>True where a module's input has to be replaced for its gradient to be seen.</summary>
    public bool TapsInputs => tap is IdentityTap;

    /// <summary>What the way of reading gradients is called.</summary>
    public string GradientPath => tap.Name;

    /// <summary>Told whenever a backward pass begins, before it has added to any gradient that it is seen to reach.</summary>
    public Action? BackwardBegins { get; init; }

    /// <summary>How many backward passes were seen since the pass began.</summary>
    public int Backwards { get; private set; }

    /// <summary>The slot at which the latest backward pass began, nearest to the loss; null before any.</summary>
    public Slot? Start { get; private set; }

    /// <summary>True where a gradient can come back to the tensor, and can be read.</summary>
    public static bool CanBeTapped(Tensor tensor) =>
        !tensor.IsInvalid && LibTorch.RequiresGrad(tensor.Handle) && TensorMemory.ElementTypeOf(tensor.Handle) is not null;

    /// <summary>The slot of a tensor that came by before; null for any other.</summary>
    public Slot? Of(Tensor tensor) => _byTensor.GetValueOrDefault(tensor);

    /// <summary>True where a ticket is of this pass: a graph that outlived its step brings gradients that belong to no reading.</summary>
    public bool Knows(long ticket) => ticket >> 32 == _epoch;

    /// <summary>Follows a tensor from here on; the slot's own tensor is the one that goes on through the network.</summary>
    public Slot Add(Tensor tensor, Call? producer, bool readsActivation)
    {
        var slot = new Slot(tensor, producer);
        if (readsActivation) slot.Activation = TensorMemory.Summarize(tensor.Handle);
        // Outside the leaf modules tensors are made by functions that no hook sees; a sum of two known ones is recognised by value.
        if (producer is null || producer.Probe.IsContainer) slot.Join = JoinDetector.Find(slot, _slots);
        if (slot.Join is { } join) join.Skip.SkippedBy = join;
        _slots.Add(slot);
        if (LibTorch.RequiresGrad(tensor.Handle)) Tap(tensor, slot);
        _byTensor[slot.Tensor!] = slot;
        return slot;
    }

    /// <summary>A gradient has arrived at the tensor with this ticket.</summary>
    public void Receive(long ticket, nint gradient) => Receive(_slots[(int)ticket], gradient);

    /// <summary>Reads the gradients that the user's own input tensors have accumulated.</summary>
    public void ReadLeaves()
    {
        foreach (var (leaf, slot) in _leaves)
        {
            if (leaf.IsInvalid || Backwards == 0) continue;
            var gradient = LibTorch.Gradient(leaf.Handle);
            if (gradient == 0) continue;
            if (slot.Gradient is null) Receive(slot, gradient);
            LibTorch.Dispose(gradient);
        }
    }

    /// <summary>Lets go of all tensors; gradients that come for them from now on are not known any more.</summary>
    public void Clear()
    {
        foreach (var slot in _slots)
        {
            slot.Tensor = null;
            if (slot.Join is { HeldGradient: not 0 } join) LetGo(join);
        }

        _byTensor.Clear();
        _slots.Clear();
        _leaves.Clear();
        tap.Release();
        _epoch++;
        Backwards = 0;
        Start = null;
    }

    public void Dispose()
    {
        Clear();
        tap.Dispose();
    }

    void Tap(Tensor tensor, Slot slot)
    {
        // A hook on a tensor of the user's own would stay there for ever; its gradient is read from itself after the pass.
        if (LibTorch.IsLeaf(tensor.Handle)) _leaves.Add((tensor, slot));
        else slot.Tensor = tap.Tap(tensor, ((long)_epoch << 32) | (uint)(_slots.Count - 1));
    }

    void Receive(Slot slot, nint gradient)
    {
        // The same tensor again, without a forward pass in between: another loss goes back through the same graph.
        if (Backwards == 0 || slot.Backward == Backwards)
        {
            Backwards++;
            Start = slot;
            BackwardBegins?.Invoke();
        }

        slot.Backward = Backwards;
        var divided = scale.Divide(gradient);
        try
        {
            Read(slot, divided);
        }
        finally
        {
            GradientScale.Free(divided, gradient);
        }
    }

    static void Read(Slot slot, nint gradient)
    {
        slot.Gradient = TensorMemory.Summarize(gradient);
        slot.Rows?.ReadGradient(gradient);
        slot.Sequence?.Read(gradient);
        if (slot.Join is { } join)
        {
            if (join.HeldGradient != 0) LetGo(join);
            join.HeldGradient = LibTorch.Alias(gradient);
        }

        if (slot.SkippedBy is { HeldGradient: not 0 } skipping)
        {
            skipping.BranchNorm = JoinDetector.NormOfDifference(gradient, skipping.HeldGradient);
            LetGo(skipping);
        }
    }

    static void LetGo(Join join)
    {
        LibTorch.Dispose(join.HeldGradient);
        join.HeldGradient = 0;
    }
}
