using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Fathom.Torch.Guards;

/// <summary>Scales the weights into a unit, after a step, so that their norm is at most a limit.</summary>
/// <remarks>
/// Srivastava, Hinton, Krizhevsky, Sutskever and Salakhutdinov (2014), Dropout, section 5.1. Parameters of one dimension, such as biases,
/// are let be, and so are units whose weights are not finite.
/// </remarks>
/// <param name="most">The limit, above 0.</param>
public sealed class HoldUnitNorm(double most)
{
    /// <summary>The limit.</summary>
    public double Most { get; } = Require.Positive(most, nameof(most));

    /// <summary>Holds the weights among <paramref name="parameters"/>, in place.</summary>
    public void Hold(IEnumerable<Parameter> parameters)
    {
        foreach (var parameter in parameters)
            if (!parameter.IsInvalid && parameter.dim() >= 2) Hold(parameter);
    }

    void Hold(Parameter parameter)
    {
        using var scope = NewDisposeScope();
        using var without = no_grad();
        using var limit = Most.ToScalar();
        var (rows, norms) = UnitNorms.Of(parameter);
        var over = norms.gt(limit).logical_and_(norms.isfinite());
        if (over.any().item<bool>()) parameter.copy_(where(over, rows.div(norms).mul_(limit), rows).reshape(parameter.shape));
    }
}
