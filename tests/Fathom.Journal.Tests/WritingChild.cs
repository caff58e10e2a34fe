using System.Diagnostics;
using System.Runtime.CompilerServices;
using Fathom.Runs;

namespace Fathom.Journal.Tests;

/// <summary>A process that writes a journal as fast as it can and says after each step, over a pipe, that it has written it; made to be killed.</summary>
static class WritingChild
{
    /// <summary>Every so many steps there is a reading.</summary>
    public const int Every = 7;

    const string Variable = "FATHOM_TEST_WRITES_INTO";

    /// <summary>This test program again, as the child.</summary>
    public static Process Start(string folder)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { UseShellExecute = false, RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath!) == "dotnet") start.ArgumentList.Add(typeof(WritingChild).Assembly.Location);
        start.Environment[Variable] = folder;
        return Process.Start(start)!;
    }

    [ModuleInitializer]
    internal static void WriteWhereAsked()
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { Length: > 0 } folder) return;
        using var said = Console.OpenStandardOutput();
        using var writer = JournalWriter.Create(RunFolder.Create(folder, Some.Manifest()), leastTail: 64 << 10);
        var bytes = new byte[sizeof(long)];
        for (var step = 1L; writer.Problem is null; step++)
        {
            writer.Scalar(step, ScalarTags.Loss, step);
            if (step % Every == 0) writer.Reading(Some.Reading(step));
            BitConverter.TryWriteBytes(bytes, step);
            said.Write(bytes);
        }

        Environment.Exit(1);
    }
}
