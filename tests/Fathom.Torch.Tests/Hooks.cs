using System.Collections;
using System.Reflection;
using static TorchSharp.torch;

namespace Fathom.Torch.Tests;

/// <summary>Counts the forward hooks that hang on a module.</summary>
static class Hooks
{
    public static int On(nn.Module<Tensor, Tensor> module)
    {
        var count = 0;
        for (var type = module.GetType(); type is not null; type = type.BaseType)
        {
            foreach (var field in type.GetFields(BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            {
                if (field.Name.EndsWith("_hooks", StringComparison.Ordinal)) count += ((ICollection)field.GetValue(module)!).Count;
            }
        }

        return count;
    }
}
