using static TorchSharp.torch;

namespace Fathom.Torch.Treatments;

/// <summary>Modules that write over their input, which others may still need.</summary>
static class InPlaceModules
{
    /// <summary>Lets a module, and all below it, write into memory of its own.</summary>
    public static void TurnOff(nn.Module? module)
    {
        if (module is null) return;
        foreach (var each in module.named_modules().Select(entry => entry.module).Prepend(module))
        {
            if (each.GetType().GetProperty("inplace") is { CanWrite: true } inPlace && inPlace.PropertyType == typeof(bool)) inPlace.SetValue(each, false);
        }
    }
}
