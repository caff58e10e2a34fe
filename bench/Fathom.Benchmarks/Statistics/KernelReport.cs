using Fathom.Statistics;
using static TorchSharp.torch;

namespace Fathom.Benchmarks.Statistics;

/// <summary>What a tensor summary costs beside a plain read of the same memory and beside the torch calls; a Markdown table.</summary>
static unsafe class KernelReport
{
    public static void Write(TextWriter to)
    {
        to.WriteLine($"Machine: {Processor()}, {Environment.ProcessorCount} cores; SIMD level {SimdLevels.Best}; {System.Runtime.InteropServices.RuntimeInformation.FrameworkDescription}.");
        to.WriteLine("Medians of interleaved pairs; ratios are times over that of a plain vectorised read of the same memory on as many threads.");
        to.WriteLine();
        to.WriteLine("| Memory | Values | Threads | Plain read | Summary | ns per value | **Summary / plain read** | torch.norm / plain | torch, same numbers / plain |");
        to.WriteLine("| --- | --- | --- | --- | --- | --- | --- | --- | --- |");
        foreach (var (count, rounds, calls) in new[] { (32L, 41, 2000), (1024, 41, 1000), (16 << 10, 41, 100), (64 << 10, 41, 50), (4 << 20, 31, 1), (64 << 20, 11, 1) })
            Compare(to, ScalarType.Float32, "normal", randn(count) * 1e-3, rounds, calls);
        Compare(to, ScalarType.Float32, "rectified", randn(4 << 20).relu(), 31, 1);
        Compare(to, ScalarType.Float32, "large, rectified", (randn(4 << 20) * 300).relu(), 31, 1);
        Compare(to, ScalarType.Float32, "spread over 40 binades", randn(4 << 20) * exp2(rand(4 << 20) * 40 - 60), 31, 1);
        Compare(to, ScalarType.Float32, "subnormal", randn(4 << 20) * 1e-41, 15, 1);
        Compare(to, ScalarType.Float32, "one NaN in 4096", where(rand(4 << 20) < 1.0 / 4096, full(1, float.NaN), randn(4 << 20)), 15, 1);
        Compare(to, ScalarType.BFloat16, "normal", randn(4 << 20) * 1e-3, 31, 1);
        Compare(to, ScalarType.Float16, "normal", randn(4 << 20), 31, 1);
        Compare(to, ScalarType.Float64, "normal", randn(4 << 20), 31, 1);
    }

    static void Compare(TextWriter to, ScalarType dtype, string kind, Tensor values, int rounds, int calls)
    {
        using var scope = NewDisposeScope();
        var tensor = values.to_type(dtype).contiguous();
        values.Dispose();
        var type = Enum.Parse<ElementType>(dtype.ToString());
        var (count, bytes) = (tensor.numel(), (long)tensor.numel() * tensor.element_size());
        fixed (byte* memory = tensor.bytes)
        {
            var start = (nint)memory;
            foreach (var threads in bytes >= 1 << 20 ? new[] { 1, 2 } : [1])
            {
                set_num_threads(threads);
                var contest = new Contest(rounds, calls);
                contest.Add("plain", () => PlainRead.Read((byte*)start, bytes, threads));
                contest.Add("summary", () => TensorReader.Read((byte*)start, count, type, SimdLevels.Best, threads));
                contest.Add("norm", () => TorchReading.Norm(tensor));
                contest.Run();

                // The torch calls take so long and sweep the caches so thoroughly that they are timed apart, fewer times.
                var torchContest = new Contest(3, Math.Max(1, calls / 50));
                torchContest.Add("torch", () => TorchReading.Read(tensor));
                torchContest.Run();
                var (plain, summary) = (contest.Seconds("plain"), contest.Seconds("summary"));
                to.WriteLine($"| {Size(bytes)} | {dtype}, {kind} | {threads} | {Time(plain)} | {Time(summary)} | {summary / count * 1e9:0.000} | **{contest.Ratio("summary", "plain"):0.00}** | {contest.Ratio("norm", "plain"):0.00} | {torchContest.Seconds("torch") / plain:0.0} |");
            }
        }
    }

    static string Size(long bytes) => bytes >= 1 << 20 ? $"{bytes >> 20} MB" : bytes >= 1024 ? $"{bytes >> 10} KB" : $"{bytes} B";

    static string Time(double seconds) => seconds >= 1e-3 ? $"{seconds * 1e3:0.00} ms" : seconds >= 1e-6 ? $"{seconds * 1e6:0.00} us" : $"{seconds * 1e9:0} ns";

    static string Processor() =>
        File.Exists("/proc/cpuinfo")
            ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(": ")[^1] ?? "unknown"
            : "unknown";
}
