using System.Runtime.InteropServices;
using Fathom.Lab.Modules;
using Fathom.Lab.Recipes;
using Fathom.Recipes;
using static TorchSharp.torch;

namespace Fathom.Lab.Training;

/// <summary>How the numbers of a training are stored.</summary>
/// <param name="precision">Of weights, inputs and gradients.</param>
/// <param name="lossIsScaled">Whether the loss is computed in float32, and scaled for its way back.</param>
sealed class Numbers(Precision precision, bool lossIsScaled = false)
{
    /// <summary>Their type.</summary>
    public ScalarType Type { get; } = precision switch
    {
        Precision.Float32 => ScalarType.Float32,
        Precision.Float64 => ScalarType.Float64,
        Precision.Bfloat16 => ScalarType.BFloat16,
        Precision.Float16 => ScalarType.Float16,
        _ => throw new NotSupportedException($"No storage is known for {precision}."),
    };

    /// <summary>The tensor, stored so where it holds floating-point numbers.</summary>
    public Tensor Stored(Tensor tensor) => tensor.dtype == Type || !tensor.is_floating_point() ? tensor : tensor.to(Type);

    /// <summary>Answers or targets as the loss takes them: where it is scaled, in float32, since float16 ends where scales begin.</summary>
    public Tensor ForLoss(Tensor tensor) => lossIsScaled && tensor.is_floating_point() ? tensor.to(ScalarType.Float32) : Stored(tensor);

    /// <summary>The one number that a tensor of any precision holds.</summary>
    public static double Read(Tensor loss) => loss.to(ScalarType.Float64).item<double>();

    /// <summary>Makes sure that libtorch can train a network in this precision.</summary>
    /// <exception cref="RecipeException">It cannot on this machine.</exception>
    public void Check(NetworkModule module, Recipe recipe)
    {
        // Which operations know 16 bits differs with the layers, so the network itself is asked.
        if (precision is Precision.Float32 or Precision.Float64) return;
        using var scope = NewDisposeScope();
        try
        {
            module.eval();
            module.call(zeros([2, .. recipe.Network.Input.Select(size => (long)size)], Type)).sum().backward();
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
