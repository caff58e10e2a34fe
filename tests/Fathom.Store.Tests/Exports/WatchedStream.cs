namespace Fathom.Store.Tests.Exports;

/// <summary>Throws bytes away and says how many there were.</summary>
sealed class WatchedStream(Action<long> watch) : MemoryStream
{
    long _written;

    public override void Write(ReadOnlySpan<byte> buffer) => watch(_written += buffer.Length);

    public override void Write(byte[] buffer, int offset, int count) => watch(_written += count);
}
