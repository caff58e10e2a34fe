using System.Globalization;
using System.Text;

namespace Fathom.Lab.Tests.Datasets.Tables;

/// <summary>A CSV file of ten features that is made while it is read, and watches how much memory its reader holds meanwhile.</summary>
sealed class EndlessTable(long rows) : Stream
{
    const long WatchEvery = 4_000_000;

    readonly long _before = GC.GetTotalMemory(forceFullCollection: true);
    byte[] _line = [];
    int _at;
    long _row;
    long _watched;

    public long BytesRead { get; private set; }

    /// <summary>By how many bytes the live memory grew at most.</summary>
    public long MostGrowth { get; private set; }

    public Action<long>? OnRead { get; set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        Watch();
        var written = 0;
        while (written < buffer.Length && (_at < _line.Length || Next()))
        {
            var part = Math.Min(buffer.Length - written, _line.Length - _at);
            _line.AsSpan(_at, part).CopyTo(buffer[written..]);
            (_at, written) = (_at + part, written + part);
        }

        BytesRead += written;
        OnRead?.Invoke(BytesRead);
        return written;
    }

    bool Next()
    {
        if (_row == rows) return false;
        var number = (_row % 997).ToString(CultureInfo.InvariantCulture);
        _line = Encoding.ASCII.GetBytes($"{_row},{number}.25,-{number},0.5,1e-3,7,8,9.125,{number}.5,11,{_row % 3}\n".PadLeft(80, ' '));
        (_row, _at) = (_row + 1, 0);
        return true;
    }

    void Watch()
    {
        if (BytesRead < _watched) return;
        _watched = BytesRead + WatchEvery;
        MostGrowth = Math.Max(MostGrowth, GC.GetTotalMemory(forceFullCollection: true) - _before);
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
