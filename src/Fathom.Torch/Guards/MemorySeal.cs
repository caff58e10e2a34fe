using Fathom.Torch.Probes;
using static TorchSharp.torch;

namespace Fathom.Torch.Guards;

/// <summary>Tells whether what an optimizer remembers was written since it was sealed.</summary>
/// <remarks>
/// Each tensor is remembered as an object, with libtorch's count of writes to it: another object in its place and any write that libtorch
/// makes break the seal. Where versions cannot be read, or a tensor has none, nothing is ever sealed.
/// </remarks>
sealed class MemorySeal(OptimizerMemory memory)
{
    readonly List<(Tensor? Tensor, long Version)> _marks = [];
    bool _isWhole;

    /// <summary>True where the memory is, to a tensor and to a write, what it was when it was sealed.</summary>
    public bool Holds()
    {
        if (!_isWhole) return false;
        for (var place = 0; place < _marks.Count; place++)
        {
            var (tensor, version) = _marks[place];
            var present = memory.Tensor(place);
            if (!ReferenceEquals(present, tensor) || present is { IsInvalid: true } || (present is not null && TensorVersion.Of(present) != version)) return _isWhole = false;
        }

        return true;
    }

    /// <summary>Seals the memory as it is.</summary>
    public void Put()
    {
        _isWhole = TensorVersion.IsKnown;
        for (var place = 0; place < memory.TensorCount && _isWhole; place++)
        {
            var tensor = memory.Tensor(place);
            if (place == _marks.Count) _marks.Add(default);
            // Asked once of each object, for whether it has a version never changes.
            if (tensor is not null) _isWhole = !tensor.IsInvalid && (ReferenceEquals(tensor, _marks[place].Tensor) || TensorVersion.IsKept(tensor));
            if (_isWhole) _marks[place] = (tensor, tensor is null ? 0 : TensorVersion.Of(tensor));
        }
    }

    /// <summary>Breaks the seal.</summary>
    public void Break() => _isWhole = false;
}
