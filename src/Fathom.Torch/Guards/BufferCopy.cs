using System.Runtime.InteropServices;
using Fathom.Torch.Probes;
using TorchSharp;
using static TorchSharp.torch;

namespace Fathom.Torch.Guards;

/// <summary>A copy of a model's buffers, such as the running statistics of batch-norm, which a forward pass changes.</summary>
/// <remarks>Buffers of more than 65,536 numbers are tables and masks, which no pass changes: they are left out.</remarks>
sealed unsafe class BufferCopy : IDisposable
{
    const long MostNumbers = 1 << 16;

    (Tensor Buffer, nint Copy, nuint Bytes)[] _entries;

    public BufferCopy(nn.Module model)
    {
        _entries =
        [
            .. model.named_buffers().Select(entry => entry.buffer)
                .Where(buffer => buffer is { IsInvalid: false } && buffer.numel() is > 0 and <= MostNumbers && buffer.device_type == DeviceType.CPU && buffer.is_contiguous())
                .Select(buffer => (buffer, buffer.numel() * buffer.element_size()))
                .Select(entry => (entry.buffer, (nint)NativeMemory.Alloc((nuint)entry.Item2), (nuint)entry.Item2)),
        ];
        Keep();
    }

    /// <summary>Remembers the buffers as they are.</summary>
    public void Keep()
    {
        foreach (var (buffer, copy, bytes) in _entries)
            if (!buffer.IsInvalid) NativeMemory.Copy((void*)LibTorch.Data(buffer.Handle), (void*)copy, bytes);
    }

    /// <summary>Makes the buffers what they were.</summary>
    public void PutBack()
    {
        foreach (var (buffer, copy, bytes) in _entries)
            if (!buffer.IsInvalid) NativeMemory.Copy((void*)copy, (void*)LibTorch.Data(buffer.Handle), bytes);
    }

    public void Dispose()
    {
        var entries = _entries;
        _entries = [];
        foreach (var (_, copy, _) in entries) NativeMemory.Free((void*)copy);
    }
}
