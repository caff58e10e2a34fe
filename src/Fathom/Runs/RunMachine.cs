namespace Fathom.Runs;

/// <summary>Where a run took place, as far as it explains differences between runs.</summary>
/// <param name="System">Operating system with its version.</param>
/// <param name="Processor">Architecture, such as X64.</param>
/// <param name="Cores">Logical processors that the process may use.</param>
/// <param name="MemoryBytes">Memory that the process may use, in bytes.</param>
public sealed record RunMachine(string System, string Processor, int Cores, long MemoryBytes)
{
    /// <summary>The machine that this process runs on.</summary>
    public static RunMachine Current => new(
        global::System.Runtime.InteropServices.RuntimeInformation.OSDescription,
        global::System.Runtime.InteropServices.RuntimeInformation.ProcessArchitecture.ToString(),
        Environment.ProcessorCount,
        GC.GetGCMemoryInfo().TotalAvailableMemoryBytes);
}
