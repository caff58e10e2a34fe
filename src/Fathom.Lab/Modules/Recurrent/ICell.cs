using static TorchSharp.torch;

namespace Fathom.Lab.Modules.Recurrent;

/// <summary>One time step of a recurrent layer.</summary>
interface ICell
{
    /// <summary>The module itself, to be registered.</summary>
    nn.Module Module { get; }

    /// <summary>How many tensors the state has; the last of them is what the layer passes on.</summary>
    int StateCount { get; }

    /// <summary>Its weights.</summary>
    CellWeights Weights { get; }

    /// <summary>The state after <paramref name="input"/>, one row per sample; calls the module, so that probes hear it.</summary>
    Tensor[] Step(Tensor[] state, Tensor input);
}
