using System.CommandLine;
using System.Diagnostics;
using Fathom.Cli.Json;
using Fathom.Cli.Text;
using Fathom.Journal;
using Fathom.Lab.Recipes;
using Fathom.Pictures;
using Fathom.Pictures.Reports;
using Fathom.Prognoses;
using Fathom.Runs;

namespace Fathom.Cli.Commands;

/// <summary>Tells a recorded run as one HTML file, or as pictures.</summary>
sealed class ReportCommand(TimeProvider time)
{
    readonly Argument<string> _run = new("RUN") { Description = "The run's folder, its id or a beginning of it, or latest." };
    readonly Option<string?> _out = new("--out") { Description = "The HTML file to write. Default: <name>-<id>.html here; none where only pictures are asked for.", HelpName = "FILE" };
    readonly Option<string?> _svg = new("--svg") { Description = "Write each picture as SVG into FOLDER.", HelpName = "FOLDER" };
    readonly Option<string?> _png = new("--png") { Description = "Write each picture as PNG into FOLDER.", HelpName = "FOLDER" };
    readonly Option<bool> _dark = new("--dark") { Description = "Draw the pictures of --svg and --png for dark paper." };
    readonly Option<bool> _interactive = new("--interactive") { Description = "Charts that answer to the mouse; the file grows by 1.2 MB." };
    readonly Option<bool> _open = new("--open") { Description = "Open the report when it is written." };
    readonly Option<string?> _runs = new("--runs") { Description = "The folder of all runs. Default: $FATHOM_RUNS, or fathom/runs in your local data.", HelpName = "FOLDER" };

    public Command Build(Func<ParseResult, Terminal> terminal, SharedOptions shared)
    {
        var command = new Command("report", "One self-contained HTML file that tells a recorded run: findings, pictures, tables.")
        {
            _run, _out, _svg, _png, _dark, _interactive, _open, _runs,
        };
        command.SetAction(parsed => Run(parsed, terminal(parsed), parsed.GetValue(shared.Json)));
        return command;
    }

    int Run(ParseResult parsed, Terminal terminal, string? target)
    {
        var json = JsonOutput.For(target, terminal);
        var view = Read(parsed.GetValue(_run)!, parsed.GetValue(_runs));
        var onlyPictures = parsed.GetValue(_out) is null && (parsed.GetValue(_svg) ?? parsed.GetValue(_png)) is not null;
        if (onlyPictures && (parsed.GetValue(_open) || parsed.GetValue(_interactive)))
            throw new CallRefusedException("--open and --interactive are for a report; name its file with --out, beside --svg or --png.");

        var files = new List<string>();
        var band = BandOf(view);
        using (var painter = new SvgPainter())
        using (var progress = new ProgressLine(terminal, time))
        {
            progress.Say($"drawing {view.Manifest.Name} ...");
            if (parsed.GetValue(_svg) is { } svg) files.AddRange(Draw(view, band, parsed, painter, progress, svg, "svg", drawing => System.Text.Encoding.UTF8.GetBytes(drawing)));
            if (parsed.GetValue(_png) is { } png)
            {
                using var painted = PngPainter.TryCreate() ?? throw new CallRefusedException(
                    "--png needs a font to write with, and this system has none. Install one, such as fonts-dejavu-core, or take --svg: browsers bring their own.");
                files.AddRange(Draw(view, band, parsed, painter, progress, png, "png", drawing => painted.Paint(drawing)));
            }

            if (!onlyPictures)
            {
                var file = Path.GetFullPath(parsed.GetValue(_out) ?? DefaultName(view.Manifest));
                var options = new ReportOptions { Band = band, Interactive = parsed.GetValue(_interactive), Version = typeof(RunView).Assembly.GetName().Version!.ToString(3) };
                Save(file, System.Text.Encoding.UTF8.GetBytes(RunReport.Write(view, painter, options, share => progress.Show(new((long)(100 * share), 100, null)))), "--out");
                files.Add(file);
            }
        }

        if (json is not { TakesStandardOutput: true })
            foreach (var file in files) terminal.Out.WriteLine(file);
        json?.Write(writer => Write(writer, view, files));
        if (parsed.GetValue(_open)) Open(files[^1]);
        return ExitCode.Healthy;
    }

    RunView Read(string run, string? runs)
    {
        try
        {
            return RunReader.Read(RunReference.Find(run, runs ?? RunFolders.Default).Path, time);
        }
        catch (RunFolderException refusal)
        {
            throw new CallRefusedException(refusal.Message);
        }
    }

    /// <summary>What theory expects of the run's recipe; null where it has none, or one that this Fathom no longer reads.</summary>
    static DepthBand? BandOf(RunView view)
    {
        if (view.Recipe.Length == 0) return null;
        try
        {
            return DepthBand.Of(Prognosis.Of(RecipeFile.Parse(view.Recipe)));
        }
        catch (RecipeException)
        {
            return null;
        }
    }

    List<string> Draw(RunView view, DepthBand? band, ParseResult parsed, SvgPainter painter, ProgressLine progress, string folder, string kind, Func<string, byte[]> bytes)
    {
        var scheme = parsed.GetValue(_dark) ? Scheme.Dark : Scheme.Light;
        var pictures = RunReport.Pictures(view, scheme, band);
        var files = new List<string>();
        for (var at = 0; at < pictures.Count; at++)
        {
            var file = Path.Combine(Path.GetFullPath(folder), $"{pictures[at].Id}.{kind}");
            Save(file, bytes(painter.DrawDocument(pictures[at], scheme)), $"--{kind}");
            files.Add(file);
            progress.Show(new(at + 1, pictures.Count, null));
        }

        return files;
    }

    static void Save(string file, byte[] content, string option)
    {
        if (Directory.Exists(file)) throw new CallRefusedException($"{option} must name a file, but '{file}' is a folder. Name a file inside it.");
        var temporary = $"{file}.{Path.GetRandomFileName()}.tmp";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllBytes(temporary, content);
            File.Move(temporary, file, overwrite: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            File.Delete(temporary);
            throw new CallRefusedException($"{option} {file} could not be written: {error.Message}");
        }
    }

    // A run's name may hold anything; the end of its id tells it from others of the same recipe.
    internal static string DefaultName(RunManifest manifest)
    {
        var name = string.Concat(manifest.Name.Select(sign => char.IsAsciiLetterOrDigit(sign) || sign is '-' or '_' ? sign : '-')).Trim('-');
        return $"{(name.Length == 0 ? "run" : name[..Math.Min(name.Length, 60)])}-{manifest.Id[^Math.Min(6, manifest.Id.Length)..]}.html";
    }

    static void Write(System.Text.Json.Utf8JsonWriter json, RunView view, List<string> files)
    {
        json.WriteStartObject();
        json.WriteString("run", view.Manifest.Id);
        json.WriteString("name", view.Manifest.Name);
        json.WriteStartArray("files");
        foreach (var file in files) json.WriteStringValue(file);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    static void Open(string file)
    {
        try
        {
            using var opened = Process.Start(new ProcessStartInfo(file) { UseShellExecute = true });
        }
        catch (Exception error) when (error is System.ComponentModel.Win32Exception or PlatformNotSupportedException or IOException)
        {
            throw new CallRefusedException($"The report is written, but nothing on this system opens {file}: {error.Message}");
        }
    }
}
