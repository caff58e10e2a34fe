using System.Text.Json;

namespace Fathom.Cli.Tests;

/// <summary>In processes of their own.</summary>
public sealed class RunsProcessTests : IDisposable
{
    readonly RecordedRuns _runs = new();

    public void Dispose() => _runs.Dispose();

    [Fact]
    public void Several_processes_make_and_read_one_index_at_once()
    {
        for (var number = 1; number <= 5; number++) _runs.Put(number);

        var programs = Enumerable.Range(0, 3).Select(_ => new RunningProgram(["runs", "--runs", _runs.Folder, "--json", "-"])).ToArray();

        foreach (var program in programs)
        {
            var (output, error, exitCode) = program.Finish();
            Assert.Equal((0, ""), (exitCode, error));
            using var json = JsonDocument.Parse(output);
            Assert.Equal(5, json.RootElement.GetProperty("runs").GetArrayLength());
            program.Dispose();
        }
    }
}
