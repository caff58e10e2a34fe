using System.Runtime.InteropServices;
using TorchSharp;

namespace Fathom.Torch;

/// <summary>Makes sure that libtorch, the native library under TorchSharp, can work on this machine.</summary>
public static class TorchRuntime
{
    static readonly Architecture[] Served = [Architecture.X64, Architecture.Arm64];

    /// <summary>Loads libtorch, once per process; later calls cost nothing.</summary>
    /// <exception cref="PlatformNotSupportedException">It cannot be loaded: what is missing and what to install, in a sentence or two.</exception>
    public static void Require()
    {
        if (Failure.Value is { } sentence) throw new PlatformNotSupportedException(sentence);
    }

    static readonly string[] Hopeless = ["GLIBCXX_", "GLIBC_", "libgomp.so", "libstdc++.so", "musl"];

    static readonly Lazy<string?> Failure = new(TryLoad);

    static string? TryLoad()
    {
        // What no other copy of the libraries could cure is told at once: TorchSharp would copy 500 MB first and print its search.
        var loaderSaid = LoaderMessage();
        if (loaderSaid is not null && Hopeless.Any(sign => loaderSaid.Contains(sign, StringComparison.Ordinal))) return Explain(loaderSaid);
        try
        {
            torch.InitializeDeviceType(DeviceType.CPU);
            using var one = torch.ones(1);
            return null;
        }
        catch (Exception exception) when (exception is TypeInitializationException or NotSupportedException or DllNotFoundException
            or BadImageFormatException or EntryPointNotFoundException)
        {
            return Explain(loaderSaid ?? FirstLine(exception.GetBaseException().Message));
        }
    }

    /// <summary>What to tell the user, after what the loader said.</summary>
    internal static string Explain(string loaderSaid)
    {
        var machine = RuntimeInformation.RuntimeIdentifier;
        var package = $"libtorch-cpu-{PackageIdentifier()}";
        if (!Served.Contains(RuntimeInformation.ProcessArchitecture))
            return $"libtorch does not exist for {machine}: it needs a 64-bit x64 or arm64 process.";

        // The order matters: what dlopen says names the deepest missing thing, the rest follows from it.
        if (loaderSaid.Contains("GLIBCXX_", StringComparison.Ordinal))
            return $"libtorch needs a newer C++ runtime (libstdc++ with {Symbol(loaderSaid, "GLIBCXX_")}) than {machine} has; install a newer libstdc++6, or run on Debian 12, Ubuntu 22.04 or later.";
        if (loaderSaid.Contains("GLIBC_", StringComparison.Ordinal))
            return $"libtorch needs a newer C library (glibc with {Symbol(loaderSaid, "GLIBC_")}) than {machine} has; run on Debian 12, Ubuntu 22.04 or later.";
        if (loaderSaid.Contains("libgomp.so", StringComparison.Ordinal))
            return $"libtorch needs libgomp.so.1, which is missing on {machine}; install it (Debian and Ubuntu: libgomp1; Fedora: libgomp).";
        if (loaderSaid.Contains("musl", StringComparison.Ordinal) || machine.Contains("musl", StringComparison.Ordinal))
            return $"libtorch needs glibc, but {machine} has musl; use an image based on Debian or Ubuntu instead of Alpine.";
        if (loaderSaid.Contains("libstdc++", StringComparison.Ordinal))
            return $"libtorch needs libstdc++.so.6, which is missing on {machine}; install it (Debian and Ubuntu: libstdc++6).";
        return $"libtorch could not be loaded on {machine}; it comes with the package {package}, which must be referenced by the program. The loader said: {FirstLine(loaderSaid)}";
    }

    static string PackageIdentifier()
    {
        var system = OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx" : "linux";
        return $"{system}-{RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}";
    }

    /// <summary>What the loader says against TorchSharp's native library, where it lies; null where nothing.</summary>
    static string? LoaderMessage()
    {
        var name = OperatingSystem.IsWindows() ? "LibTorchSharp.dll" : OperatingSystem.IsMacOS() ? "libLibTorchSharp.dylib" : "libLibTorchSharp.so";
        var folders = (AppContext.GetData("NATIVE_DLL_SEARCH_DIRECTORIES") as string ?? "").Split(Path.PathSeparator).Append(AppContext.BaseDirectory);
        if (folders.Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists) is not { } library) return null;
        try
        {
            NativeLibrary.Load(library);
            return null;
        }
        catch (Exception exception) when (exception is DllNotFoundException or BadImageFormatException)
        {
            // The first line is .NET's general advice; what the loader found missing stands below.
            var lines = exception.Message.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            return string.Join('\n', lines.Length > 1 ? lines[1..] : lines);
        }
    }

    static string Symbol(string text, string prefix)
    {
        var start = text.IndexOf(prefix, StringComparison.Ordinal);
        var end = start;
        while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] is '_' or '.')) end++;
        return text[start..end].TrimEnd('.');
    }

    static string FirstLine(string text)
    {
        var line = text.Split('\n', 2)[0].Trim();
        return line.Length > 300 ? line[..300] + "…" : line;
    }
}
