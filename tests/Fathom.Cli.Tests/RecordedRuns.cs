using Fathom.Diagnoses;
using Fathom.Guards;
using Fathom.Journal;
using Fathom.Runs;

namespace Fathom.Cli.Tests;

/// <summary>A folder of recorded runs, made as a training makes them, and calls of <c>fathom runs</c> on it.</summary>
sealed class RecordedRuns : IDisposable
{
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("fathom-cli-runs-");

    public RecordedRuns() => Folder = _folder.CreateSubdirectory("runs").FullName;

    public string Folder { get; }

    /// <summary>A place beside the runs.</summary>
    public string Beside(string name) => Path.Combine(_folder.FullName, name);

    public static string Id(int number) => $"019c0000-0000-7000-8000-{number:x4}{new string((char)('a' + number), 8)}";

    /// <summary>A finished run of three steps.</summary>
    public string Put(int number, string name = "deep-sigmoid", RunEnd? end = null, params Finding[] findings)
    {
        using var writer = Begin(number, name);
        for (var step = 1; step <= 3; step++) writer.Scalar(step, ScalarTags.Loss, 2.5 / step);
        writer.Scalar(3, ScalarTags.HeldOutLoss, 0.75);
        writer.Scalar(3, ScalarTags.HeldOutAccuracy, 0.5);
        writer.Reading(Examinations.OfDeepSigmoid().History.Latest! with { Step = 3 });
        if (findings.Length > 0) writer.Findings(3, findings);
        writer.Guard(new() { Step = 2, Guard = "skip-non-finite", Action = GuardAction.Skipped, Sentence = "Step 2 was skipped." });
        writer.Close(end ?? new(RunStatus.Finished, 3));
        return Path.Combine(Folder, $"run{number}");
    }

    /// <summary>A run under way, for as long as it is not disposed.</summary>
    public JournalWriter Begin(int number, string name = "deep-sigmoid")
    {
        var manifest = new RunManifest
        {
            Id = Id(number), Name = name, Kind = RunKind.Train, Started = DateTimeOffset.UtcNow.AddMinutes(number - 100), Seed = 7, PlannedSteps = 3,
            Versions = new Dictionary<string, string>(StringComparer.Ordinal) { ["fathom"] = "0.1.0" },
        };
        var writer = JournalWriter.Create(RunFolder.Create(Path.Combine(Folder, $"run{number}"), manifest, "name: x\n"));
        writer.Scalar(1, ScalarTags.Loss, 2.5);
        return writer;
    }

    public CommandLineRun Call(params string[] words) => Call("", answers: true, words);

    /// <summary>With a person, or nobody, who answers.</summary>
    public CommandLineRun Call(string answer, bool answers, params string[] words) => CommandLineRun.Of(
        new Terminal { Out = TextWriter.Null, Error = TextWriter.Null, In = new StringReader(answer), Answers = answers, Width = 140 },
        Examinations.Healthy,
        ["runs", .. words, "--runs", Folder]);

    public void Dispose() => _folder.Delete(recursive: true);
}
