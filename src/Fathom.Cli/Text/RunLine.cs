using Fathom.Lab.Recording;

namespace Fathom.Cli.Text;

/// <summary>The last line of a command that trains: where it was recorded, or why not.</summary>
static class RunLine
{
    /// <summary>Writes the line; nothing where nothing was to be recorded.</summary>
    /// <param name="page">The page.</param>
    /// <param name="run">The recording; null for none.</param>
    /// <param name="canGoOn">True where the training has steps left.</param>
    public static void Write(Page page, RunRecording? run, bool canGoOn = false)
    {
        if (run is null) return;
        if (run.Folder is { } folder)
        {
            page.Line($" Recorded in {folder}", Page.Faint);
            if (canGoOn && run.CheckpointStep is { } step) page.Line($" Step {Number.Whole(step)} is kept there; go on with: fathom train --resume {folder}");
        }

        if (run.Problem is { } problem) page.Prose(" ", run.Folder is null ? $"Not recorded: {problem}" : $"Not all of it: {problem}", Page.Doubtful);
    }
}
