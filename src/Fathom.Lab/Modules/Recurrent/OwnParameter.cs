using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Fathom.Lab.Modules.Recurrent;

/// <summary>A parameter of a module, found again after the module was moved to another type or device.</summary>
/// <remarks>There TorchSharp puts another parameter in its place and disposes the old one; it updates fields of modules only.</remarks>
sealed class OwnParameter
{
    readonly nn.Module _module;
    readonly string _name;
    Parameter _parameter;

    OwnParameter(nn.Module module, string name, Parameter parameter) => (_module, _name, _parameter) = (module, name, parameter);

    /// <summary>The parameter as it is now.</summary>
    public Parameter Now => _parameter.IsInvalid ? _parameter = _module.get_parameter(_name)! : _parameter;

    /// <summary>Gives <paramref name="module"/> a parameter that starts as <paramref name="values"/>.</summary>
    public static OwnParameter Register(nn.Module module, string name, Tensor values)
    {
        var parameter = new Parameter(values);
        module.register_parameter(name, parameter);
        return new OwnParameter(module, name, parameter);
    }
}
