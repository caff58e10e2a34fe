using System.Runtime.InteropServices;
using Fathom.Lab.Modules;
using Fathom.Lab.Recipes;
using Fathom.Recipes;
using static TorchSharp.torch;

namespace Fathom.Lab.Training;

/// <summary>How the numbers of a training are stored.</summary>
sealed class Numbers(Precision precision)
{
    readonly ScalarType _type = precision switch
    {
        Precision.Float32 => ScalarType.Float32,
        Precision.Float64 => ScalarType.Float64,
        Precision.Bfloat16 => ScalarType.BFloat16,
        Precision.Float16 => ScalarType.Float16,
        _ => throw new NotSupportedException($"No storage is known for {precision}."),
    };

    /// <summary>The tensor, stored so where it holds floating-point numbers.</summary>
    public Tensor Stored(Tensor tensor) => tensor.dtype == _type || !tensor.is_floating_point() ? tensor : tensor.to(_type);

    /// <summary>The one number that a tensor of any precision holds.</summary>
    public static double Read(Tensor loss) => loss.to(ScalarType.Float64).item<double>();

    /// <summary>Stores a network's weights so. They are drawn in 32 bits first, so that each precision begins with the same weights.</summary>
    /// <exception cref="RecipeException">libtorch cannot train the network in this precision on this machine.</exception>
    public void Store(NetworkModule module, Recipe recipe)
    {
        if (_type == ScalarType.Float32) return;
        module.StoreAs(_type);
        if (_type != ScalarType.Float64) Try(module, recipe);
    }

    // Which operations know 16 bits differs with the layers, so the network itself is asked.
    void Try(NetworkModule module, Recipe recipe)
    {
        using var scope = NewDisposeScope();
        try
        {
            module.eval();
            module.call(zeros([2, .. recipe.Network.Input.Select(size => (long)size)], _type)).sum().backward();
            foreach (var parameter in module.parameters()) parameter.grad = null;
        }
        catch (ExternalException exception)
        {
            var reason = exception.Message.Split('\n')[0];
            throw new RecipeException(recipe.Name, [new RecipeMistake(0, 0, "training.precision",
                $"The network cannot be trained in {precision.ToString().ToLowerInvariant()} on this machine: {reason.TrimEnd('.')}. Use bfloat16 or float32.")]);
        }
        finally
        {
            module.train();
        }
    }
}
