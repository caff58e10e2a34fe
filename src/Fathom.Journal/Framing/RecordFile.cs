using Microsoft.Win32.SafeHandles;

namespace Fathom.Journal.Framing;

/// <summary>A file to which records are appended; each write is handed to the operating system before it returns.</summary>
sealed class RecordFile : IDisposable
{
    readonly SafeFileHandle _handle;

    /// <param name="path">A file that is not there yet.</param>
    public RecordFile(string path)
    {
        Path = path;
        _handle = File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
    }

    public string Path { get; private set; }

    public long Length { get; private set; }

    public void Append(ReadOnlySpan<byte> records)
    {
        try
        {
            RandomAccess.Write(_handle, records, Length);
            Length += records.Length;
        }
        catch (IOException)
        {
            // On a full disk a part of the record may be there.
            TryCut();
            throw;
        }
    }

    /// <summary>Waits until the disk has everything: a power cut takes nothing of it.</summary>
    public void Settle() => RandomAccess.FlushToDisk(_handle);

    /// <summary>The same file under its new name.</summary>
    public RecordFile At(string path)
    {
        Path = path;
        return this;
    }

    void TryCut()
    {
        try
        {
            RandomAccess.SetLength(_handle, Length);
        }
        catch (IOException)
        {
            // Then whoever reads it will name the torn end.
        }
    }

    public void Dispose() => _handle.Dispose();
}
