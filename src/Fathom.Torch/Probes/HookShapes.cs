using static TorchSharp.torch;

namespace Fathom.Torch.Probes;

/// <summary>TorchSharp's forward hooks, one shape for each number of inputs; found by name.</summary>
static class HookShapes
{
    public static Func<nn.Module<Tensor, TResult>, Tensor, Tensor> Before<TResult>(ModuleProbe probe) => (_, input) => probe.Enter(input);

    public static Func<nn.Module<Tensor, T2, TResult>, Tensor, T2, (Tensor, T2)?> BeforeSequence<T2, TResult>(ModuleProbe probe) =>
        (_, input, state) => (probe.EnterSequence(input), state);

    public static Func<nn.Module<T1, TResult>, T1, TResult, TResult> After1<T1, TResult>(ModuleProbe probe) =>
        (_, input, result) => probe.Leave(result, input);

    public static Func<nn.Module<T1, T2, TResult>, T1, T2, TResult, TResult> After2<T1, T2, TResult>(ModuleProbe probe) =>
        (_, a, b, result) => probe.Leave(result, a, b);

    public static Func<nn.Module<T1, T2, T3, TResult>, T1, T2, T3, TResult, TResult> After3<T1, T2, T3, TResult>(ModuleProbe probe) =>
        (_, a, b, c, result) => probe.Leave(result, a, b, c);

    public static Func<nn.Module<T1, T2, T3, T4, TResult>, T1, T2, T3, T4, TResult, TResult> After4<T1, T2, T3, T4, TResult>(
        ModuleProbe probe) =>
        (_, a, b, c, d, result) => probe.Leave(result, a, b, c, d);

    public static Func<nn.Module<T1, T2, T3, T4, T5, TResult>, T1, T2, T3, T4, T5, TResult, TResult> After5<T1, T2, T3, T4, T5, TResult>(
        ModuleProbe probe) =>
        (_, a, b, c, d, e, result) => probe.Leave(result, a, b, c, d, e);

    public static Func<nn.Module<T1, T2, T3, T4, T5, T6, TResult>, T1, T2, T3, T4, T5, T6, TResult, TResult>
        After6<T1, T2, T3, T4, T5, T6, TResult>(ModuleProbe probe) =>
        (_, a, b, c, d, e, f, result) => probe.Leave(result, a, b, c, d, e, f);
}
