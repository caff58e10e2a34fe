using Fathom.Ledger;
using static TorchSharp.torch;

namespace Fathom.Torch.Probes;

/// <summary>Listens at one module of a live network and changes nothing.</summary>
sealed class ModuleProbe : IDisposable
{
    readonly ForwardTrace _trace;
    readonly List<Action> _removers = [];
    readonly TorchSharp.Modules.Parameter[] _parameters;

    ModuleProbe(string name, nn.Module module, ForwardTrace trace)
    {
        Name = name;
        Type = module.GetType().Name;
        Kind = ModuleKinds.Of(module);
        IsContainer = module.named_children().Any();
        Slope = SlopeRange.Of(module);
        HasSamplesFirst = !ModuleKinds.MayTakeTimeFirst(module);
        TimeDimension = ModuleKinds.TimeDimensionOf(module);
        _parameters = [.. module.parameters(recurse: false)];
        IsJoin = module is IJoin && !IsContainer;
        Ways = module is Fork fork ? fork.Ways : [];
        ParameterNames = [.. module.named_parameters(recurse: false).Select(parameter => parameter.name)];
        _trace = trace;
    }

    public string Name { get; }

    public string Type { get; }

    public LinkKind Kind { get; }

    public bool IsContainer { get; }

    /// <summary>Of an activation, how its slope is told; null for every other module.</summary>
    public SlopeRange? Slope { get; }

    /// <summary>Which dimension of the input holds the time steps, where the module takes a whole sequence; null elsewhere.</summary>
    public int? TimeDimension { get; }

    /// <summary>True while one of the module's own parameters is meant to learn.</summary>
    public bool Learns => Array.Exists(_parameters, parameter => !parameter.IsInvalid && LibTorch.RequiresGrad(parameter.Handle));

    /// <summary>False where dimension 0 of an output may be anything but the samples.</summary>
    public bool HasSamplesFirst { get; }

    /// <summary>True where the ways of a fork come together.</summary>
    public bool IsJoin { get; }

    /// <summary>The names of the ways that begin here; empty unless the module is a fork.</summary>
    public IReadOnlyList<string> Ways { get; }

    /// <summary>True for the network itself: when it returns, a forward pass is over.</summary>
    public bool IsRoot { get; private init; }

    /// <summary>The module's own parameters, without those of its children.</summary>
    public IReadOnlyList<string> ParameterNames { get; }

    /// <summary>True where the module has a form that hooks can be hung on.</summary>
    public bool IsAttached => _removers.Count > 0;

    /// <summary>How often the module was called in the current pass.</summary>
    public int Calls { get; set; }

    /// <summary>True once the module has been called through <c>call()</c> at all.</summary>
    public bool WasCalled { get; set; }

    /// <summary>A probe on <paramref name="module"/>, whatever the number and types of its inputs.</summary>
    public static ModuleProbe Attach(string name, nn.Module module, ForwardTrace trace, bool isRoot = false)
    {
        var probe = new ModuleProbe(name, module, trace) { IsRoot = isRoot };
        for (var type = module.GetType(); type is not null; type = type.BaseType)
        {
            if (!type.IsGenericType || !type.Name.StartsWith("Module`", StringComparison.Ordinal)) continue;
            probe.Hang(module, type);
            break;
        }

        return probe;
    }

    public void Dispose()
    {
        foreach (var remove in _removers) remove();
        _removers.Clear();
    }

    /// <summary>A tensor is about to enter the module; what is returned enters instead.</summary>
    public Tensor Enter(Tensor input) => _trace.Entering(this, input);

    /// <summary>A sequence is about to enter the module; what is returned enters instead.</summary>
    public Tensor EnterSequence(Tensor input) => _trace.EnteringSequence(this, input);

    /// <summary>The module has returned <paramref name="result"/>; what is returned goes on instead.</summary>
    public TResult Leave<TResult>(TResult result, params ReadOnlySpan<object?> inputs)
    {
        WasCalled = true;
        return _trace.IsListening ? (TResult)_trace.Left(this, inputs, result)! : result;
    }

    void Hang(nn.Module module, Type type)
    {
        var arguments = type.GetGenericArguments();
        Register(module, type, "register_forward_hook", Make($"After{arguments.Length - 1}", arguments));
        if (TimeDimension is not null && arguments.Length == 3 && arguments[0] == typeof(Tensor))
            Register(module, type, "register_forward_pre_hook", Make(nameof(HookShapes.BeforeSequence), arguments[1..]));
        // Only the portable way has to put itself between a tensor and the module that takes it.
        if (_trace.TapsInputs && arguments.Length == 2 && arguments[0] == typeof(Tensor))
            Register(module, type, "register_forward_pre_hook", Make(nameof(HookShapes.Before), [arguments[1]]));
    }

    void Register(nn.Module module, Type type, string method, Delegate hook)
    {
        var register = type.BaseType!.GetMethods().Single(candidate =>
            string.Equals(candidate.Name, method, StringComparison.Ordinal) && candidate.GetParameters()[0].ParameterType == hook.GetType());
        var remover = register.Invoke(module, [hook])!;
        _removers.Add(remover.GetType().GetMethod("remove")!.CreateDelegate<Action>(remover));
    }

    Delegate Make(string name, Type[] arguments) =>
        (Delegate)typeof(HookShapes).GetMethod(name)!.MakeGenericMethod(arguments).Invoke(null, [this])!;
}
