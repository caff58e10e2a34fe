using System.Globalization;
using Fathom.Lab.Datasets.Published;

namespace Fathom.Cli.Text;

/// <summary>One line on the error stream that shows how far a training or a download is; silent where nobody watches.</summary>
/// <remarks>
/// Drawn by the training thread between steps, into a buffer that is reused: a second thread that allocates, such as the
/// refresh thread of a console library, could start a garbage collection while libtorch works.
/// </remarks>
sealed class ProgressLine(Terminal terminal, TimeProvider time) : IDisposable
{
    const int BarWidth = 24;
    static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(100);
    readonly char[] _line = new char[128];
    readonly Glyphs _glyphs = Glyphs.For(terminal);
    readonly long _start = time.GetTimestamp();
    long? _lastDrawn;

    public void Show(TrainingProgress progress)
    {
        if (IsTime()) Print(Draw(progress));
    }

    public void ShowDownload(DownloadProgress progress)
    {
        if (IsTime()) Print(Draw(progress));
    }

    /// <summary>Writes a line of its own above the progress.</summary>
    public void Say(string sentence)
    {
        if (!terminal.ErrorIsWatched) return;
        if (_lastDrawn is not null) terminal.Error.Write("\r\u001b[K");
        terminal.Error.WriteLine(sentence);
        _lastDrawn = null;
    }

    bool IsTime()
    {
        if (!terminal.ErrorIsWatched) return false;
        if (_lastDrawn is { } last && time.GetElapsedTime(last) < ShortestPause) return false;
        _lastDrawn = time.GetTimestamp();
        return true;
    }

    void Print(int length)
    {
        terminal.Error.Write(_line.AsSpan(0, Math.Min(length, Math.Max(1, terminal.Width - 1))));
        terminal.Error.Write("\u001b[K");
        terminal.Error.Flush();
    }

    public void Dispose()
    {
        if (_lastDrawn is null) return;
        terminal.Error.Write("\r\u001b[K");
        terminal.Error.Flush();
        _lastDrawn = null;
    }

    int Draw(TrainingProgress progress)
    {
        var length = DrawBar(progress.Step, progress.Steps);
        var done = progress.Step - progress.From;
        var left = done > 0 ? time.GetElapsedTime(_start) * ((double)(progress.Steps - progress.Step) / done) : TimeSpan.Zero;

        var seconds = Math.Ceiling(left.TotalSeconds);
        int count;

        // The loss is written as a number only where it is one.
        if (progress.HeldOut is { } heldOut && progress.Loss is { } loss && double.IsFinite(heldOut) && double.IsFinite(loss))
        {
            return _line.AsSpan(length).TryWrite(CultureInfo.InvariantCulture,
                $"  step {progress.Step}/{progress.Steps}  loss {loss:0.0000}  held out {heldOut:0.0000}  {seconds:0} s left", out count) ? length + count : length;
        }

        var written = progress.Loss is null
            ? _line.AsSpan(length).TryWrite(CultureInfo.InvariantCulture, $"  {progress.Step}/{progress.Steps}  {seconds:0} s left", out count)
            : double.IsFinite(progress.Loss.Value)
                ? _line.AsSpan(length).TryWrite(CultureInfo.InvariantCulture, $"  step {progress.Step}/{progress.Steps}  loss {progress.Loss.Value:0.0000}  {seconds:0} s left", out count)
                : _line.AsSpan(length).TryWrite(CultureInfo.InvariantCulture, $"  step {progress.Step}/{progress.Steps}  loss not finite  {seconds:0} s left", out count);
        return written ? length + count : length;
    }

    int Draw(DownloadProgress progress)
    {
        var length = DrawBar(progress.Bytes, progress.Total);
        var speed = progress.Bytes / 1e6 / Math.Max(1e-3, time.GetElapsedTime(_start).TotalSeconds);
        var written = _line.AsSpan(length).TryWrite(CultureInfo.InvariantCulture,
            $"  {progress.Bytes / 1e6:0.0} of {progress.Total / 1e6:0.0} MB  {speed:0.0} MB/s  {progress.File}", out var count);
        return written ? length + count : length;
    }

    int DrawBar(long done, long total)
    {
        var cells = (int)((total > 0 ? Math.Clamp((double)done / total, 0, 1) : 0) * BarWidth);
        _line[0] = '\r';
        _line.AsSpan(1, cells).Fill(_glyphs.Full);
        _line.AsSpan(1 + cells, BarWidth - cells).Fill('.');
        return 1 + BarWidth;
    }
}
