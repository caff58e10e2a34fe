using System.Diagnostics;
using System.Runtime.CompilerServices;
using Fathom.Torch.Scaling;
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

    readonly List<Call> _calls = [];
    readonly HashSet<ModuleProbe> _called = [];
    readonly CallReader _reader = new();
    readonly SequenceInputs _sequences;
    readonly TracedTensors _tensors;
    int _passes;

    /// <param name="portable">True to read gradients through identity functions even where libtorch's own hooks work.</param>
    /// <param name="scaler">What scales the loss; null where nothing does.</param>
    /// <param name="backwardBegins">Told whenever a backward pass begins; null for nobody.</param>
    public ForwardTrace(bool portable, LossScaler? scaler = null, Action? backwardBegins = null)
    {
        var scale = new GradientScale(scaler);
        _sequences = new SequenceInputs(scale);
        _tensors = new TracedTensors(!portable && NativeTap.Refusal.Length == 0 ? new NativeTap(this) : new IdentityTap(this), scale) { BackwardBegins = backwardBegins };
    }

    /// <summary>True while the current step is read.</summary>
    public bool IsListening { get; set; } = true;

    /// <summary>True where a module's input has to be replaced for its gradient to be seen.</summary>
    public bool TapsInputs => _tensors.TapsInputs;

    /// <summary>What the way of reading gradients is called.</summary>
    public string GradientPath => _tensors.GradientPath;

    /// <summary>Every call of the pass, in the order in which they returned.</summary>
    public IReadOnlyList<Call> Calls => _calls;

    /// <summary>The call of the network itself that the loss answers to, the latest where it answers to none; null before any.</summary>
    public Call? NetworkCall =>
        _calls.FindLast(call => call.Probe.IsRoot && call.Outputs.Exists(output => output.Gradient is not null)) ?? _calls.FindLast(call => call.Probe.IsRoot);

    /// <summary>How many backward passes were seen since the pass began.</summary>
    public int Backwards => _tensors.Backwards;

    /// <summary>The slot at which the latest backward pass began, nearest to the loss; null before any.</summary>
    public Slot? Start => _tensors.Start;

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
            if (!TracedTensors.CanBeTapped(input) || _tensors.Of(input) is not null) return input;
            BeginPassAfterBackward();
            return _tensors.Add(input, producer: null, readsActivation: false).Tensor!;
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
            if (probe.TimeDimension is { } time && inputs[0] is Tensor sequence) call.Sequence = _sequences.Of(sequence) ?? _tensors.Of(sequence)?.Follow(time);
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
        if (!_tensors.Knows(ticket) || Fault is not null) return;
        var started = Stopwatch.GetTimestamp();
        try
        {
            _tensors.Receive(ticket, gradient);
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
        _tensors.ReadLeaves();
    }

    /// <summary>Lets go of everything and begins the next step.</summary>
    public void Clear()
    {
        foreach (var probe in _called) probe.Calls = 0;
        _called.Clear();
        _calls.Clear();
        _sequences.Release();
        _tensors.Clear();
        _passes = 0;
        Ticks = 0;
    }

    public void Dispose()
    {
        Clear();
        _tensors.Dispose();
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
                if (_tensors.Of(tensor) is { } slot) call.Inputs.Add(slot);
                else if (!TapsInputs && _sequences.Of(tensor) is null && TracedTensors.CanBeTapped(tensor)) call.Inputs.Add(_tensors.Add(tensor, producer: null, readsActivation: false));
                break;
            case ITuple tuple:
                for (var index = 0; index < tuple.Length; index++) Take(call, tuple[index]);
                break;
            case IEnumerable<Tensor> tensors:
                foreach (var tensor in tensors) Take(call, tensor);
                break;
        }
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
        if (call.Probe.IsContainer && _tensors.Of(tensor) is { } childs)
        {
            call.Outputs.Add(childs);
            return tensor;
        }

        if (TensorMemory.ElementTypeOf(tensor.Handle) is null) return tensor;
        var slot = _tensors.Add(tensor, call, readsActivation: true);
        call.Outputs.Add(slot);
        return slot.Tensor!;
    }
}
