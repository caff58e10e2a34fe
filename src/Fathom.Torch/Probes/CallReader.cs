using System.Runtime.CompilerServices;
using Fathom.Ledger;
using static TorchSharp.torch;

namespace Fathom.Torch.Probes;

/// <summary>Looks closely at what a call took and gave: sample by sample, unit by unit, and at the network's two ends.</summary>
sealed class CallReader
{
    readonly SampleComparison _comparison = new();

    /// <summary>Looks at the samples and units of what a call returned.</summary>
    public void ReadUnits(Call call, ReadOnlySpan<object?> inputs)
    {
        if (!call.Probe.HasSamplesFirst) return;
        var input = call.Probe.Slope is { OfInput: true } && inputs is [Tensor { IsInvalid: false } only, ..] ? only.Handle : 0;
        foreach (var slot in call.Outputs)
        {
            if (slot.Tensor is { IsInvalid: false } tensor && TensorMemory.ElementTypeOf(tensor.Handle) is { } type)
                slot.Units = _comparison.Read(tensor.Handle, type, call.Probe.Slope, input);
        }
    }

    /// <summary>Looks at what went into the network and at what it answered.</summary>
    public void ReadEnds(Call call, ReadOnlySpan<object?> inputs)
    {
        foreach (var input in inputs) ReadInput(call, input);
        if (call.Outputs is not [{ Tensor: { IsInvalid: false } answer } slot] || TensorMemory.ElementTypeOf(answer.Handle) is not { } type) return;
        slot.Rows = new OutputRows();
        slot.Rows.Read(answer.Handle, type);
    }

    void ReadInput(Call call, object? input)
    {
        switch (input)
        {
            case Tensor { IsInvalid: false } tensor when TensorMemory.ElementTypeOf(tensor.Handle) is { } type:
                if (TensorMemory.Summarize(tensor.Handle) is { } values)
                    call.Handed.Add(new InputReading { Values = values, SampleSpread = _comparison.Spread(tensor.Handle, type) });
                break;
            case ITuple tuple:
                for (var index = 0; index < tuple.Length; index++) ReadInput(call, tuple[index]);
                break;
            case IEnumerable<Tensor> tensors:
                foreach (var tensor in tensors) ReadInput(call, tensor);
                break;
        }
    }
}
