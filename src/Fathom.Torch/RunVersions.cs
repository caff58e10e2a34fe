using System.Reflection;
using TorchSharp;

namespace Fathom.Torch;

/// <summary>The versions of what a training ran on, as far as they explain differences between runs.</summary>
public static class RunVersions
{
    /// <summary>By name: fathom, dotnet, torchsharp, libtorch.</summary>
    public static IReadOnlyDictionary<string, string> Current { get; } = new SortedDictionary<string, string>(StringComparer.Ordinal)
    {
        ["fathom"] = VersionOf(typeof(GradientMonitor).Assembly),
        ["dotnet"] = Environment.Version.ToString(),
        ["torchsharp"] = VersionOf(typeof(torch).Assembly),
        ["libtorch"] = torch.__version__,
    };

    // What follows a plus sign names a commit.
    static string VersionOf(Assembly assembly) =>
        assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? assembly.GetName().Version?.ToString() ?? "unknown";
}
