using System.Globalization;
using System.Reflection;
using Fathom.Prognoses;

namespace Fathom.Tests.Prognoses;

/// <summary>Activations by the names that test rows give them.</summary>
static class Activations
{
    public static IReadOnlyList<ActivationFunction> All { get; } =
    [
        .. typeof(ActivationFunctions).GetProperties(BindingFlags.Public | BindingFlags.Static).Select(property => (ActivationFunction)property.GetValue(null)!),
        ActivationFunctions.Elu(), ActivationFunctions.Elu(0.5), ActivationFunctions.Celu(2), ActivationFunctions.LeakyRelu(0.2),
    ];

    public static ActivationFunction Named(string name) => name switch
    {
        "elu(1)" => ActivationFunctions.Elu(),
        _ when name.StartsWith("leaky-relu(", StringComparison.Ordinal) => ActivationFunctions.LeakyRelu(double.Parse(name[11..^1], CultureInfo.InvariantCulture)),
        _ => All.Single(function => function.Name == name),
    };
}
