using System.Security.Cryptography;
using System.Text;
using Fathom.Pictures.Drawing;
using Fathom.Pictures.Painting;
using Fathom.Runs;

namespace Fathom.Pictures.Reports;

/// <summary>The report around its figures.</summary>
static class Page
{
    public static string Write(RunView view, IReadOnlyList<string> figures, ReportOptions options)
    {
        var manifest = view.Manifest;
        var script = options.Interactive ? Script() : "";
        return $$"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'{{Allowed(script)}}">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>{{Html.Escape(manifest.Name)}} - Fathom</title>
            <style>
            :root { {{SvgText.Variables(Palette.Light)}} }
            @media (prefers-color-scheme: dark) { :root { {{SvgText.Variables(Palette.Dark)}} } }
            {{PictureScripts.Read("report.css")}}</style>
            </head>
            <body>
            <main>
            <header>
            <p class="kind">{{Html.Escape(Kind(manifest.Kind))}}</p>
            <h1>{{Html.Escape(manifest.Name)}}</h1>
            <p class="status {{$"{view.Status}".ToLowerInvariant()}}">{{Html.Escape(Status(view))}}</p>
            </header>
            {{Summary(view)}}
            <section id="diagnosis"><h2>What was found</h2>
            {{FindingText.Write(view.Findings)}}</section>
            {{string.Concat(figures)}}{{Guards(view)}}{{Trials(view)}}{{Damages(view)}}{{Notes(view)}}{{Recipe(view)}}
            <footer><p>Run {{Html.Escape(manifest.Id)}}, told by Fathom{{(options.Version.Length == 0 ? "" : $" {Html.Escape(options.Version)}")}}. This file fetches nothing.</p></footer>
            </main>
            {{(script.Length == 0 ? "" : $"<script>{script}</script>\n")}}</body>
            </html>

            """;
    }

    static string Kind(RunKind kind) => kind switch
    {
        RunKind.Watched => "A training loop, watched",
        RunKind.Train => "fathom train",
        RunKind.Examine => "fathom examine",
        _ => "fathom cure",
    };

    static string Status(RunView view)
    {
        var planned = view.Manifest.PlannedSteps is { } steps ? FormattableString.Invariant($" of {steps}") : "";
        var message = view.End is { Message.Length: > 0 } end ? $": {end.Message}" : "";
        return FormattableString.Invariant($"{view.Status} at step {view.Step}{planned}{message}");
    }

    static string Summary(RunView view)
    {
        var manifest = view.Manifest;
        var machine = manifest.Machine;
        return "<section id=\"summary\"><h2>Summary</h2>\n" + Html.Pairs(
        [
            ("started", manifest.Started.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss 'UTC'", System.Globalization.CultureInfo.InvariantCulture)),
            ("last record", view.LastRecord == default ? "" : view.LastRecord.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss 'UTC'", System.Globalization.CultureInfo.InvariantCulture)),
            ("seed", manifest.Seed is { } seed ? FormattableString.Invariant($"{seed}") : ""),
            ("loss", Last(view, ScalarTags.Loss)),
            ("held-out loss", Last(view, ScalarTags.HeldOutLoss)),
            ("held-out accuracy", Last(view, ScalarTags.HeldOutAccuracy)),
            ("findings", FormattableString.Invariant($"{view.Findings.Count}")),
            ("guard events", FormattableString.Invariant($"{view.GuardEventCount}")),
            ("machine", machine is null ? "" : FormattableString.Invariant($"{machine.System}, {machine.Processor}, {Say.Count(machine.Cores, "core", "cores")}, {machine.MemoryBytes / 1073741824.0:0.#} GiB")),
            ("versions", string.Join(", ", manifest.Versions.OrderBy(version => version.Key, StringComparer.Ordinal).Select(version => $"{version.Key} {version.Value}"))),
            ("continues", manifest.Continues ?? ""),
        ]) + "</section>";
    }

    static string Last(RunView view, string tag) =>
        view.Scalars.TryGetValue(tag, out var blocks) && blocks.Count > 0
            ? double.IsFinite(blocks[^1].Last) ? Say.Number(blocks[^1].Last) : Say.NotFinite
            : "";

    static string Guards(RunView view)
    {
        if (view.GuardEventCount == 0) return "";
        var shown = Spread.Of(view.GuardEvents, 200);
        var table = new PictureTable(
            ["step", "guard", "what it did", "why"],
            [.. shown.Select(happened => (IReadOnlyList<string>)[FormattableString.Invariant($"{happened.Step}"), happened.Guard, $"{happened.Action}", happened.Sentence])]);
        var all = shown.Count < view.GuardEventCount ? FormattableString.Invariant($"<p>{shown.Count} of {view.GuardEventCount} events.</p>\n") : "";
        return $"<section id=\"guards\"><h2>What the guards did</h2>\n{all}{Html.Table("What the guards did", table)}</section>\n";
    }

    static string Trials(RunView view) =>
        view.Trials.Count == 0
            ? ""
            : $"<section id=\"treatments\"><h2>Treatments tried</h2>\n{Html.Table("Treatments tried", RunPictures.Trials(view).Table)}</section>\n";

    static string Damages(RunView view) =>
        view.Damages.Count == 0
            ? ""
            : $"<section id=\"damages\"><h2>What could not be read</h2>\n{Html.List(view.Damages.Take(50).Select(damage => FormattableString.Invariant($"{damage.File} at byte {damage.Offset}: {damage.Sentence}")))}</section>\n";

    static string Notes(RunView view) =>
        view.Notes.Count == 0 ? "" : $"<section id=\"notes\"><h2>About the record</h2>\n{Html.List(view.Notes.Take(50))}</section>\n";

    static string Recipe(RunView view) =>
        view.Recipe.Length == 0 ? "" : $"<section id=\"recipe\"><h2>Recipe</h2>\n<pre tabindex=\"0\">{Html.Escape(view.Recipe)}</pre></section>\n";

    static string Script()
    {
        var colours = System.Text.Json.JsonSerializer.Serialize(Palette.Light.All.Zip(Palette.Dark.All, (light, dark) => new[] { light.Colour, dark.Colour }));
        var script = $"/* Apache ECharts 6, Apache License 2.0 */\n{PictureScripts.Charts}\n{PictureScripts.Series}\nvar fathomColours = {colours};\n{PictureScripts.Read("report.js")}";
        // Line ends must be those that the browser hashes.
        return script.ReplaceLineEndings("\n").Replace("</script", "<\\/script", StringComparison.OrdinalIgnoreCase);
    }

    // ECharts sizes its canvas through style attributes; only this very script may run.
    static string Allowed(string script) =>
        script.Length == 0 ? "" : $"; img-src data:; script-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(script)))}'";
}
