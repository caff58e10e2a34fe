using System.CommandLine;
using System.Runtime.InteropServices;
using System.Text;
using Fathom.Lab.Trials.Workers;

namespace Fathom.Cli.Commands;

/// <summary>Runs trials for another process of this program; no person calls it.</summary>
static class TrialWorkerCommand
{
    public const string Name = "trial-worker";

    public static Command Build()
    {
        var command = new Command(Name, "Run trials for another process of this program.") { Hidden = true };
        command.SetAction(_ => Run());
        return command;
    }

    static int Run()
    {
        // An interrupt goes to the whole terminal; whoever gave the orders decides what it means, and ends this process.
        using var interrupts = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => signal.Cancel = true);
        using var orders = new StreamReader(Console.OpenStandardInput(), Encoding.UTF8);
        using var answers = new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        try
        {
            TrialWorker.Run(orders, answers);
            return ExitCode.Healthy;
        }
        catch (IOException)
        {
            // Nobody listens any more: nothing is left to do, and nobody to tell.
            Environment.Exit(ExitCode.TrainingFailed);
            return ExitCode.TrainingFailed;
        }
    }
}
