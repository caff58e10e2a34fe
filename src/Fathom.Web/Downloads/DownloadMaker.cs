using System.Text;
using Fathom.Pictures;
using Fathom.Pictures.Reports;
using Fathom.Runs;
using Fathom.Store.Exports;
using Fathom.Web.Live;

namespace Fathom.Web.Downloads;

/// <summary>Makes files of a run: its report, its pictures, its tables. Two at once, for each takes a core; further viewers wait. Safe to use from several threads.</summary>
/// <remarks>What is large is written into a nameless file that goes with its last reader, so that a slow viewer holds neither memory nor a thread.</remarks>
sealed class DownloadMaker : IDisposable
{
    /// <summary>How many may be made or be waited for; more are sent away.</summary>
    const int MostWaiting = 16;

    const int LettersOfId = 8;

    readonly SemaphoreSlim _turn = new(2);
    readonly SvgPainter _painter = new();
    readonly Lazy<PngPainter?> _png = new(PngPainter.TryCreate);
    int _waiting;

    /// <summary>Whether pictures can be had as PNG: the system has a font to write with.</summary>
    public bool HasPng => _png.Value is not null;

    /// <summary>Whether so many wait already that another one had better come back later.</summary>
    public bool IsBusy => Volatile.Read(ref _waiting) >= MostWaiting;

    /// <summary>The file that <paramref name="word"/> means, such as <c>report.html</c>, <c>csv.zip</c> or <c>loss.png</c>; null where it means none.</summary>
    /// <param name="view">The run as it stands.</param>
    /// <param name="expectation">What theory expects of its network.</param>
    /// <param name="word">The last part of an address, never a path.</param>
    /// <param name="query">What a picture depends on, as in an address.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    public async Task<Download?> Make(RunView view, Expectation expectation, string word, string query, CancellationToken cancellation)
    {
        Interlocked.Increment(ref _waiting);
        try
        {
            await _turn.WaitAsync(cancellation);
            try
            {
                return await Task.Run(() => Made(view, expectation, word, query), cancellation);
            }
            finally
            {
                _turn.Release();
            }
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _turn.Dispose();
        _painter.Dispose();
        if (_png.IsValueCreated) _png.Value?.Dispose();
    }

    Download? Made(RunView view, Expectation expectation, string word, string query) => word switch
    {
        "report.html" => new(Name(view, ".html"), "text/html; charset=utf-8", Text(RunReport.Write(view, _painter, new() { Band = expectation.Band, Version = typeof(RunView).Assembly.GetName().Version!.ToString(3) }))),
        "run.json" => new(Name(view, ".json"), "application/json", Written(file => RunExport.ToJson(view, file))),
        "csv.zip" => new(Name(view, "-csv.zip"), "application/zip", Written(file => RunExport.ToCsvArchive(view, file))),
        "parquet.zip" => new(Name(view, "-parquet.zip"), "application/zip", Written(file => RunExport.ToParquetArchive(view, file))),
        _ => Picture(view, expectation, word, query),
    };

    Download? Picture(RunView view, Expectation expectation, string word, string query)
    {
        var kind = Path.GetExtension(word);
        var name = Path.GetFileNameWithoutExtension(word);
        if (kind is not (".svg" or ".png") || PictureRequest.Parse(name + query) is not { } request) return null;
        var drawing = _painter.DrawDocument(request.Draw(view, expectation), request.Scheme);
        if (kind == ".svg") return new(Name(view, $"-{request.Name}.svg"), "image/svg+xml", Text(drawing));
        if (_png.Value is not { } png) return null;
        lock (png) return new(Name(view, $"-{request.Name}.png"), "image/png", new MemoryStream(png.Paint(drawing)));
    }

    static MemoryStream Text(string text) => new(Encoding.UTF8.GetBytes(text));

    static FileStream Written(Action<Stream> write)
    {
        var file = new FileStream(Path.GetTempFileName(), FileMode.Open, FileAccess.ReadWrite, FileShare.None, 1 << 16, FileOptions.DeleteOnClose | FileOptions.Asynchronous);
        try
        {
            write(file);
            file.Position = 0;
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    // A run may be called anything; a file of a viewer may not.
    static string Name(RunView view, string end)
    {
        var name = string.Concat(view.Manifest.Name.Take(60).Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' ? letter : '-'));
        return $"{name}-{view.Manifest.Id[^Math.Min(LettersOfId, view.Manifest.Id.Length)..]}{end}";
    }
}
