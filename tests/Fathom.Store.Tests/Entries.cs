using System.Text.Json;
using Fathom.Diagnoses;
using Fathom.Runs;

namespace Fathom.Store.Tests;

/// <summary>Entries of an index for tests.</summary>
static class Entries
{
    static readonly JsonSerializerOptions Words = new() { NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.AllowNamedFloatingPointLiterals };

    public static readonly DateTimeOffset Noon = new(2026, 3, 14, 12, 0, 0, TimeSpan.Zero);

    public static string Id(int number) => $"019c0000-0000-7000-8000-{number:x12}";

    public static RunEntry Of(int number, string name = "deep-sigmoid") => new()
    {
        Manifest = new() { Id = Id(number), Name = name, Kind = RunKind.Train, Started = Noon.AddMinutes(number) },
        Folder = Path.Combine(Path.GetTempPath(), "fathom-no-such-runs", Id(number)),
        Status = RunStatus.Finished,
        LastRecord = Noon.AddMinutes(number).AddSeconds(5),
    };

    public static RunEntry Full(int number) => Of(number, "tief · 深い \"quoted\" 100%_\\") with
    {
        Manifest = new()
        {
            Id = Id(number),
            Name = "tief · 深い \"quoted\" 100%_\\",
            Kind = RunKind.Cure,
            Started = Noon.AddTicks(1234567),
            Seed = long.MaxValue,
            PlannedSteps = 10_000_000_000,
            Versions = new Dictionary<string, string>(StringComparer.Ordinal) { ["fathom"] = "0.1.0", ["torchsharp"] = "0.107.0" },
            Machine = new("Debian 12", "X64", 2, 8L << 30),
            Continues = Id(number - 1),
        },
        Status = RunStatus.Interrupted,
        Step = 9_999_999_999,
        LastRecord = Noon.AddTicks(7654321),
        Loss = double.PositiveInfinity,
        HeldOutLoss = 5e-324,
        WorstSeverity = Severity.Error,
        WorstFinding = "vanishing-gradient",
        Sparkline = [1, double.NaN, double.NegativeInfinity, -0.0, 1e-300],
        Tags = ["baseline", "für-paper"],
        Bytes = 1L << 40,
        Problem = "Two records were damaged.",
    };

    /// <summary>Everything that an entry holds, for comparisons.</summary>
    public static string Text(RunEntry? entry) => JsonSerializer.Serialize(entry, Words);
}
