using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Fathom.Torch.Probes;
using static TorchSharp.torch;

namespace Fathom.Torch.Guards;

/// <summary>Snapshots as files: a header, the entries, and the SHA-256 of both.</summary>
/// <remarks>Written beside, flushed to the disk and renamed: a crash leaves the old file or the new one, and the sum tells half a file from a whole one.</remarks>
static unsafe class SnapshotFile
{
    /// <summary>How files of snapshots end.</summary>
    public const string Ending = ".snapshot";

    const string Kind = "fathom snapshot ";

    // Version 1 had no notes.
    const int Version = 2;

    public static void Write(TrainingSnapshot snapshot, string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder) Directory.CreateDirectory(folder);
        var beside = path + ".new";
        try
        {
            WriteWhole(snapshot, beside);
            File.Move(beside, path, overwrite: true);
        }
        catch
        {
            File.Delete(beside);
            throw;
        }
    }

    static void WriteWhole(TrainingSnapshot snapshot, string path)
    {
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write);
        using var sum = SHA256.Create();
        using (var summed = new CryptoStream(file, sum, CryptoStreamMode.Write, leaveOpen: true))
        using (var writer = new BinaryWriter(summed, Encoding.UTF8))
        {
            writer.Write(FormattableString.Invariant($"{Kind}{Version}"));
            WriteBody(snapshot, writer);
            WriteNotes(snapshot, writer);
        }

        file.Write(sum.Hash!);
        file.Flush(flushToDisk: true);
    }

    public static TrainingSnapshot Read(string path)
    {
        using var file = File.OpenRead(path);
        var version = VersionOf(file, path);
        var length = file.Length - SHA256.HashSizeInBytes;
        if (length <= 0 || !SumIsRight(file, length))
            throw new InvalidDataException($"{path} must be a whole snapshot, but its end is missing or its sum is wrong.");
        file.Position = 0;
        using var reader = new BinaryReader(file, Encoding.UTF8, leaveOpen: true);
        _ = reader.ReadString();
        var snapshot = ReadBody(reader);
        if (version > 1) ReadNotes(snapshot, reader);
        return snapshot;
    }

    /// <summary>Before the sum, so that a picture is not called a damaged snapshot.</summary>
    static int VersionOf(FileStream file, string path)
    {
        var begin = new byte[1 + 127];
        var count = file.ReadAtLeast(begin, begin.Length, throwOnEndOfStream: false);
        file.Position = 0;
        var header = Encoding.UTF8.GetString(begin, Math.Min(1, count), Math.Clamp(count - 1, 0, Math.Min((int)begin[0], 127)));
        if (!header.StartsWith(Kind, StringComparison.Ordinal) || !int.TryParse(header[Kind.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var version))
            throw new InvalidDataException($"{path} must be a snapshot that Fathom wrote, but does not begin like one.");
        return version <= Version
            ? version
            : throw new InvalidDataException(FormattableString.Invariant($"{path} must be a snapshot of version {Version} or before, but is of version {version}: a newer Fathom wrote it."));
    }

    public static TrainingSnapshot? ReadNewest(string folder)
    {
        if (!Directory.Exists(folder)) return null;
        TrainingSnapshot? newest = null;
        foreach (var path in Directory.EnumerateFiles(folder, "*" + Ending))
        {
            try
            {
                var read = Read(path);
                var (older, newer) = newest is null || read.Step > newest.Step ? (newest, read) : (read, newest);
                older?.Dispose();
                newest = newer;
            }
            catch (InvalidDataException)
            {
                // A damaged file is what the others are there for.
            }
        }

        return newest;
    }

    static bool SumIsRight(FileStream file, long length)
    {
        file.Position = 0;
        using var sum = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[1 << 16];
        for (var left = length; left > 0;)
        {
            var read = file.Read(buffer, 0, (int)Math.Min(left, buffer.Length));
            if (read == 0) return false;
            sum.AppendData(buffer, 0, read);
            left -= read;
        }

        var expected = new byte[SHA256.HashSizeInBytes];
        file.ReadExactly(expected);
        return expected.AsSpan().SequenceEqual(sum.GetHashAndReset());
    }

    static void WriteNotes(TrainingSnapshot snapshot, BinaryWriter writer)
    {
        writer.Write(snapshot.Notes.Count);
        foreach (var name in snapshot.Notes)
        {
            var note = snapshot.NoteOf(name)!;
            writer.Write(name);
            writer.Write(note.Length);
            writer.Write(note);
        }
    }

    static void ReadNotes(TrainingSnapshot snapshot, BinaryReader reader)
    {
        for (var left = reader.ReadInt32(); left > 0; left--) snapshot.SetNote(reader.ReadString(), reader.ReadBytes(reader.ReadInt32()));
    }

    /// <summary>Writes step, loss and entries, and no notes.</summary>
    public static void WriteBody(TrainingSnapshot snapshot, BinaryWriter writer)
    {
        writer.Write(snapshot.Step);
        writer.Write(snapshot.Loss);
        writer.Write(snapshot.Entries.Count);
        foreach (var (kind, name, tensor, number) in snapshot.Entries)
        {
            writer.Write((byte)kind);
            writer.Write(name);
            writer.Write(number);
            writer.Write(tensor is not null);
            if (tensor is null) continue;
            writer.Write((sbyte)tensor.dtype);
            writer.Write(tensor.shape.Length);
            foreach (var size in tensor.shape) writer.Write(size);
            using var memory = Memory(tensor, FileAccess.Read);
            writer.Flush();
            memory.CopyTo(writer.BaseStream);
        }
    }

    /// <summary>Reads what <see cref="WriteBody"/> wrote.</summary>
    public static TrainingSnapshot ReadBody(BinaryReader reader)
    {
        var snapshot = new TrainingSnapshot();
        try
        {
            ReadEntries(snapshot, reader);
            return snapshot;
        }
        catch
        {
            snapshot.Dispose();
            throw;
        }
    }

    static void ReadEntries(TrainingSnapshot snapshot, BinaryReader reader)
    {
        snapshot.Name(reader.ReadInt64(), reader.ReadDouble());
        var count = reader.ReadInt32();
        for (var place = 0; place < count; place++)
        {
            var (kind, name, number) = ((SnapshotKind)reader.ReadByte(), reader.ReadString(), reader.ReadDouble());
            snapshot.Add(new SnapshotEntry(kind, name, reader.ReadBoolean() ? ReadTensor(reader) : null, number));
        }
    }

    static Tensor ReadTensor(BinaryReader reader)
    {
        var type = (ScalarType)reader.ReadSByte();
        var shape = new long[reader.ReadInt32()];
        for (var dimension = 0; dimension < shape.Length; dimension++) shape[dimension] = reader.ReadInt64();
        var tensor = empty(shape, type).DetachFromDisposeScope();
        using var memory = Memory(tensor, FileAccess.Write);
        var buffer = new byte[1 << 16];
        for (var left = memory.Length; left > 0;)
        {
            var part = buffer.AsSpan(0, (int)Math.Min(left, buffer.Length));
            reader.BaseStream.ReadExactly(part);
            memory.Write(part);
            left -= part.Length;
        }

        return tensor;
    }

    static UnmanagedMemoryStream Memory(Tensor tensor, FileAccess access)
    {
        var bytes = tensor.numel() * tensor.element_size();
        return new UnmanagedMemoryStream((byte*)LibTorch.Data(tensor.Handle), bytes, bytes, access);
    }
}
