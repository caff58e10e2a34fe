namespace Fathom.Torch.Probes;

/// <summary>Libraries that this process has loaded.</summary>
static class LoadedLibrary
{
    /// <summary>The path under which the process has loaded a library, so that no second copy is loaded; on Linux.</summary>
    public static string PathOf(string library) =>
        Paths.FirstOrDefault(path => path.EndsWith("/" + library, StringComparison.Ordinal)) ?? throw new DllNotFoundException($"{library} is not loaded in this process.");

    /// <summary>The path under which the process has loaded the only library whose file begins with <paramref name="name"/>; null where there is none, or more than one.</summary>
    public static string? FindPath(string name) =>
        Paths.Where(path => Path.GetFileName(path).StartsWith(name, StringComparison.Ordinal)).Distinct(StringComparer.Ordinal).Take(2).ToList() is [var only] ? only : null;

    static IEnumerable<string> Paths => File.ReadLines("/proc/self/maps").Select(line => (Line: line, Start: line.IndexOf('/', StringComparison.Ordinal))).Where(entry => entry.Start > 0).Select(entry => entry.Line[entry.Start..]);
}
