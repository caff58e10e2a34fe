namespace Fathom.Torch.Probes;

/// <summary>Libraries that this process has loaded.</summary>
static class LoadedLibrary
{
    /// <summary>The path under which the process has loaded a library, so that no second copy is loaded; on Linux.</summary>
    public static string PathOf(string library)
    {
        foreach (var line in File.ReadLines("/proc/self/maps"))
        {
            var path = line.IndexOf('/', StringComparison.Ordinal);
            if (path > 0 && line.EndsWith("/" + library, StringComparison.Ordinal)) return line[path..];
        }

        throw new DllNotFoundException($"{library} is not loaded in this process.");
    }
}
