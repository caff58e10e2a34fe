using System.CommandLine;
using Fathom.Journal;
using Fathom.Lab.Recording;

namespace Fathom.Cli.Commands;

/// <summary>Where a command that trains records its run: where --run-folder says, else in the folder of all runs; nowhere with --no-record.</summary>
sealed class RecordingOptions
{
    readonly Option<string?> _folder = new("--run-folder")
    {
        Description = "Record the run in FOLDER itself, instead of a new folder under $FATHOM_RUNS or the user's data folder.",
        HelpName = "FOLDER",
    };

    readonly Option<bool> _none = new("--no-record") { Description = "Record no run." };

    public void AddTo(Command command)
    {
        command.Add(_folder);
        command.Add(_none);
    }

    /// <summary>The recording that the call asks for; null for none.</summary>
    /// <param name="parsed">The call.</param>
    /// <param name="continued">The run that is gone on from; null for none.</param>
    /// <param name="inPlace">True where that run itself gets what is recorded, unless another place is named.</param>
    public RunRecording? Of(ParseResult parsed, RunFolder? continued = null, bool inPlace = false)
    {
        var folder = parsed.GetValue(_folder);
        if (parsed.GetValue(_none)) return folder is null ? null : throw new CallRefusedException("--run-folder and --no-record say two things; leave one of them out.");
        if (folder is not null) return At(folder, continued?.Manifest.Id);
        return inPlace ? RunRecording.Resuming(continued!) : RunRecording.In(RunFolders.Default, continued?.Manifest.Id);
    }

    /// <summary>Refused before the data is read, for afterwards it would be late.</summary>
    static RunRecording At(string folder, string? continues)
    {
        if (folder.Length == 0) throw new CallRefusedException("--run-folder needs a folder.");
        if (File.Exists(folder)) throw new CallRefusedException($"--run-folder must name a folder, but '{folder}' is a file.");
        if (RunFolder.IsRun(folder))
            throw new CallRefusedException($"There is a run in '{folder}' already. Name another folder, or go on from it with fathom train --resume {folder}.");
        return RunRecording.At(folder, continues);
    }
}
