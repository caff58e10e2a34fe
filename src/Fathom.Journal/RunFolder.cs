using System.Text;
using Fathom.Runs;

namespace Fathom.Journal;

/// <summary>The folder that is a run: its manifest, its recipe, its journal, its checkpoint.</summary>
public sealed class RunFolder
{
    internal const string ManifestName = "manifest.json";

    static readonly UTF8Encoding Text = new(encoderShouldEmitUTF8Identifier: false);

    RunFolder(string path, RunManifest manifest, string recipe) => (Path, Manifest, Recipe) = (path, manifest, recipe);

    /// <summary>The folder, as a full path.</summary>
    public string Path { get; }

    /// <summary>What was known before the first step.</summary>
    public RunManifest Manifest { get; }

    /// <summary>The recipe as YAML; empty where there is none.</summary>
    public string Recipe { get; }

    /// <summary>Where the manifest lies.</summary>
    public string ManifestPath => In(ManifestName);

    /// <summary>Where the recipe lies; not there where the run has none.</summary>
    public string RecipePath => In("recipe.yaml");

    /// <summary>Where the latest checkpoint lies, once there is one.</summary>
    public string CheckpointPath => In("checkpoint");

    /// <summary>Makes the folder, if it is not there, and writes recipe and manifest into it.</summary>
    /// <param name="path">The folder; those above it are made too.</param>
    /// <param name="manifest">What is known of the run.</param>
    /// <param name="recipe">The recipe as YAML; empty for none.</param>
    /// <exception cref="RunFolderException">There is a run in the folder already, or the disk refuses.</exception>
    public static RunFolder Create(string path, RunManifest manifest, string recipe = "")
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(manifest);
        ArgumentNullException.ThrowIfNull(recipe);
        var folder = new RunFolder(System.IO.Path.GetFullPath(path), manifest, recipe);
        if (File.Exists(folder.ManifestPath))
            throw new RunFolderException(RunFolderFault.CannotCreate, $"There is a run in {folder.Path} already. Name another folder, or remove that one.");

        try
        {
            Directory.CreateDirectory(folder.Path);
            // The manifest last and in one piece: it is what makes the folder a run.
            if (recipe.Length > 0) File.WriteAllText(folder.RecipePath, recipe, Text);
            Replace(folder.ManifestPath, ManifestText.Write(manifest));
            return folder;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new RunFolderException(RunFolderFault.CannotCreate, $"The run folder {folder.Path} cannot be made: {fault.Message}", fault);
        }
    }

    /// <summary>Opens the folder of a run that was made before.</summary>
    /// <exception cref="RunFolderException">There is no such folder, it is no run, or a newer Fathom made it.</exception>
    public static RunFolder Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        path = System.IO.Path.GetFullPath(path);
        if (!Directory.Exists(path)) throw new RunFolderException(RunFolderFault.Missing, $"There is no folder {path}.");
        var manifest = System.IO.Path.Combine(path, ManifestName);
        var recipe = System.IO.Path.Combine(path, "recipe.yaml");
        try
        {
            if (!File.Exists(manifest)) throw new RunFolderException(RunFolderFault.NotARun, $"{path} is no run: it has no {ManifestName}.");
            return new RunFolder(path, ManifestText.Read(File.ReadAllText(manifest), path), File.Exists(recipe) ? File.ReadAllText(recipe) : "");
        }
        catch (Exception fault) when (fault is UnauthorizedAccessException or IOException and not RunFolderException)
        {
            throw new RunFolderException(RunFolderFault.NotARun, $"The run in {path} cannot be read: {fault.Message}", fault);
        }
    }

    /// <summary>Replaces what was known of the run, such as when it goes on with more steps than were planned.</summary>
    /// <param name="manifest">What is known now; the id stays the same.</param>
    /// <param name="recipe">The recipe as YAML; empty for none.</param>
    /// <exception cref="ArgumentException">The manifest is of another run.</exception>
    /// <exception cref="RunFolderException">The disk refuses; what was there before is there still.</exception>
    public RunFolder Rewrite(RunManifest manifest, string recipe)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        ArgumentNullException.ThrowIfNull(recipe);
        if (manifest.Id != Manifest.Id) throw new ArgumentException($"A run keeps its id {Manifest.Id}, but the manifest's was {manifest.Id}.", nameof(manifest));
        try
        {
            if (recipe.Length > 0) Replace(RecipePath, recipe);
            Replace(ManifestPath, ManifestText.Write(manifest));
            return new RunFolder(Path, manifest, recipe);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new RunFolderException(RunFolderFault.CannotCreate, $"The run folder {Path} cannot be written: {fault.Message}", fault);
        }
    }

    /// <summary>Whether there is a run in the folder, of whatever layout.</summary>
    public static bool IsRun(string path) => File.Exists(System.IO.Path.Combine(path, ManifestName));

    /// <summary>The size of everything in the folder, in bytes.</summary>
    public long Bytes() => new DirectoryInfo(Path).EnumerateFiles("*", SearchOption.AllDirectories).Sum(Length);

    internal string In(string name) => System.IO.Path.Combine(Path, name);

    static void Replace(string path, string text)
    {
        var temporary = path + ".tmp";
        File.WriteAllText(temporary, text, Text);
        File.Move(temporary, path, overwrite: true);
    }

    // A file may go away between being listed and being asked.
    static long Length(FileInfo file)
    {
        try
        {
            return file.Length;
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
