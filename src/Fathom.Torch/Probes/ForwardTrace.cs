using System.Diagnostics;
using System.Runtime.CompilerServices;
using static TorchSharp.torch;

namespace Fathom.Torch.Probes;

/// <summary>
/// Follows one forward pass from module to module, and the backward pass that answers it: which tensors passed, and which
/// gradients came back to them.
/// </summary>
/// <remarks>
/// A forward call that comes after a gradient has arrived begins a new pass: with several backward passes before one step
/// (gradient accumulation), the last of them is the one that is kept.
/// </remarks>
sealed class ForwardTrace : IGradientListener, IDisposable
{
    /// <summary>Forward passes without a backward pass, from which on they are taken for an evaluation that nobody reads.</summary>
    const int MostPassesWithoutBackward = 8;

    /// <summary>Calls in one step: a network called part by part, thousands of time steps long, stays below.</summary>
    const int MostCalls = 100_000;

    readonly Dictionary<Tensor, Slot> _byTensor = new(ReferenceEqualityComparer.Instance);
    readonly List<Slot> _slots = [];
    readonly List<Call> _calls = [];
    readonly List<(Tensor Leaf, Slot Slot)> _leaves = [];
    readonly HashSet<ModuleProbe> _called = [];
    readonly CallReader _reader = new();
    readonly SequenceInputs _sequences = new();
    readonly IGradientTap _tap;
    int _epoch;
    int _passes;

    public ForwardTrace(bool portable) => _tap = !portable && NativeTap.Refusal.Length == 0 ? new NativeTap(this) : new IdentityTap(this);

    /// <summary>True while the current step is read.</summary>
    public bool IsListening { get; set; } = true;

    /// <summary>True where a module's input has to be replaced for its gradient to be seen.</summary>
    public bool TapsInputs => _tap is IdentityTap;

    /// <summary>What the way of reading gradients is called.</summary>
    public string GradientPath => _tap.Name;

    /// <summary>Every call of the pass, in the order in which they returned.</summary>
    public IReadOnlyList<Call> Calls => _calls;

    /// <summary>The call of the network itself that the loss answers to, the latest where it answers to none; null before any.</summary>
    public Call? NetworkCall =>
        _calls.FindLast(call => call.Probe.IsRoot && call.Outputs.Exists(output => output.Gradient is not null)) ?? _calls.FindLast(call => call.Probe.IsRoot);

    /// <summary>How many backward passes were seen since the pass began.</summary>
    public int Backwards { get; private set; }

    /// <summary>The slot at which the latest backward pass began, nearest to the loss; null before any.</summary>
    public Slot? Start { get; private set; }

    /// <summary>What went wrong inside a hook, where something did.</summary>
    public Exception? Fault { get; private set; }

    /// <summary>How long the hooks took since the trace was last cleared, in ticks of <see cref="Stopwatch"/>.</summary>
    public long Ticks { get; private set; }

    /// <summary>A module is about to take <paramref name="input"/>; only the portable way listens here.</summary>
    public Tensor Entering(ModuleProbe probe, Tensor input)
    {
        if (!IsListening || Fault is not null || probe.IsContainer) return input;
        var started = Stopwatch.GetTimestamp();
        try
        {
            if (!CanBeTapped(input) || _byTensor.ContainsKey(input)) return input;
            BeginPassAfterBackward();
            return Add(input, producer: null, readsActivation: false).Tensor!;
        }
        catch (Exception fault)
        {
            Fault = fault;
            return input;
        }
        finally
        {
            Ticks += Stopwatch.GetTimestamp() - started;
        }
    }

    /// <summary>A module is about to take <paramref name="input"/>, a whole sequence.</summary>
    public Tensor EnteringSequence(ModuleProbe probe, Tensor input)
    {
        if (!IsListening || Fault is not null || !LibTorch.IsGradientEnabled()) return input;
        var started = Stopwatch.GetTimestamp();
        try
        {
            BeginPassAfterBackward();
            return _sequences.Take(probe, input);
        }
        catch (Exception fault)
        {
            Fault = fault;
            return input;
        }
        finally
        {
            Ticks += Stopwatch.GetTimestamp() - started;
        }
    }

    /// <summary>A module has returned <paramref name="result"/>; what is returned goes on through the network.</summary>
    public object? Left(ModuleProbe probe, ReadOnlySpan<object?> inputs, object? result)
    {
        if (Fault is not null || !LibTorch.IsGradientEnabled()) return result;
        var started = Stopwatch.GetTimestamp();
        try
        {
            BeginPassAfterBackward();
            if (_passes >= MostPassesWithoutBackward || _calls.Count >= MostCalls) Forget();
            var call = new Call(probe, probe.Calls++, _calls.Count);
            _called.Add(probe);
            foreach (var input in inputs) Take(call, input);
            if (probe.TimeDimension is { } time && inputs[0] is Tensor sequence) call.Sequence = Follow(sequence, time);
            var passedOn = Give(call, result);
            _calls.Add(call);
            if (!probe.IsContainer) _reader.ReadUnits(call, inputs);
            if (probe.IsRoot)
            {
                _reader.ReadEnds(call, inputs);
                _passes++;
            }

            return passedOn;
        }
        catch (Exception fault)
        {
            Fault = fault;
            return result;
        }
        finally
        {
            Ticks += Stopwatch.GetTimestamp() - started;
        }
    }

    /// <inheritdoc/>
    public void OnGradient(long ticket, nint gradient)
    {
        // A graph that outlived its step brings gradients that belong to no reading.
        if (ticket >> 32 != _epoch || Fault is not null) return;
        var started = Stopwatch.GetTimestamp();
        try
        {
            Receive(_slots[(int)ticket], gradient);
        }
        catch (Exception fault)
        {
            Fault = fault;
        }
        finally
        {
            Ticks += Stopwatch.GetTimestamp() - started;
        }
    }

    /// <summary>Reads what no hook can see: the gradients that the user's own input tensors have accumulated.</summary>
    public void ReadLeaves()
    {
        if (Backwards > 0) _sequences.ReadGradients();
        foreach (var (leaf, slot) in _leaves)
        {
            if (leaf.IsInvalid || Backwards == 0) continue;
            var gradient = LibTorch.Gradient(leaf.Handle);
            if (gradient == 0) continue;
            if (slot.Gradient is null) Receive(slot, gradient);
            LibTorch.Dispose(gradient);
        }
    }

    /// <summary>Lets go of everything and begins the next step.</summary>
    public void Clear()
    {
        foreach (var slot in _slots)
        {
            slot.Tensor = null;
            if (slot.Join is { HeldGradient: not 0 } join) LetGo(join);
        }

        foreach (var probe in _called) probe.Calls = 0;
        _called.Clear();
        _byTensor.Clear();
        _slots.Clear();
        _calls.Clear();
        _leaves.Clear();
        _sequences.Release();
        _tap.Release();
        _epoch++;
        _passes = 0;
        Backwards = 0;
        Start = null;
        Ticks = 0;
    }

    public void Dispose()
    {
        Clear();
        _tap.Dispose();
    }

    void BeginPassAfterBackward()
    {
        if (Backwards > 0) Forget();
    }

    /// <summary>Begins anew within the same step.</summary>
    void Forget()
    {
        var ticks = Ticks;
        Clear();
        Ticks = ticks;
    }

    void Take(Call call, object? input)
    {
        switch (input)
        {
            case Tensor { IsInvalid: false } tensor:
                if (_byTensor.TryGetValue(tensor, out var slot)) call.Inputs.Add(slot);
                else if (!TapsInputs && _sequences.Of(tensor) is null && CanBeTapped(tensor)) call.Inputs.Add(Add(tensor, producer: null, readsActivation: false));
                break;
            case ITuple tuple:
                for (var index = 0; index < tuple.Length; index++) Take(call, tuple[index]);
                break;
            case IEnumerable<Tensor> tensors:
                foreach (var tensor in tensors) Take(call, tensor);
                break;
        }
    }

    /// <summary>What comes back to a sequence, step by step; null where nothing will.</summary>
    SequenceGradient? Follow(Tensor sequence, int time)
    {
        if (_sequences.Of(sequence) is { } raw) return raw;
        return _byTensor.TryGetValue(sequence, out var slot) ? slot.Sequence ??= new SequenceGradient(time) : null;
    }

    object? Give(Call call, object? result)
    {
        switch (result)
        {
            case Tensor { IsInvalid: false } tensor:
                return GiveTensor(call, tensor);
            case ITuple tuple:
                var items = new object?[tuple.Length];
                for (var index = 0; index < items.Length; index++) items[index] = Give(call, tuple[index]);
                return TapsInputs ? Activator.CreateInstance(result.GetType(), items) : result;
            case IList<Tensor> tensors:
                for (var index = 0; index < tensors.Count; index++)
                {
                    var passedOn = GiveTensor(call, tensors[index]);
                    if (!ReferenceEquals(passedOn, tensors[index])) tensors[index] = passedOn;
                }

                return result;
            default:
                return result;
        }
    }

    Tensor GiveTensor(Call call, Tensor tensor)
    {
        if (call.Probe.IsContainer && _byTensor.TryGetValue(tensor, out var childs))
        {
            call.Outputs.Add(childs);
            return tensor;
        }

        if (TensorMemory.ElementTypeOf(tensor.Handle) is null) return tensor;
        var slot = Add(tensor, call, readsActivation: true);
        call.Outputs.Add(slot);
        return slot.Tensor!;
    }

    Slot Add(Tensor tensor, Call? producer, bool readsActivation)
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

    void Tap(Tensor tensor, Slot slot)
    {
        // A hook on a tensor of the user's own would stay there for ever; its gradient is read from itself after the pass.
        if (LibTorch.IsLeaf(tensor.Handle)) _leaves.Add((tensor, slot));
        else slot.Tensor = _tap.Tap(tensor, ((long)_epoch << 32) | (uint)(_slots.Count - 1));
    }

    void Receive(Slot slot, nint gradient)
    {
        // The same tensor again, without a forward pass in between: another loss goes back through the same graph.
        if (Backwards == 0 || slot.Backward == Backwards)
        {
            Backwards++;
            Start = slot;
        }

        slot.Backward = Backwards;
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

    static bool CanBeTapped(Tensor tensor) =>
        !tensor.IsInvalid && LibTorch.RequiresGrad(tensor.Handle) && TensorMemory.ElementTypeOf(tensor.Handle) is not null;
}
