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

    const string Header = "fathom snapshot 1";

    public static void Write(TrainingSnapshot snapshot, string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder) Directory.CreateDirectory(folder);
        var beside = path + ".new";
        using (var file = new FileStream(beside, FileMode.Create, FileAccess.Write))
        {
            using var sum = SHA256.Create();
            using (var summed = new CryptoStream(file, sum, CryptoStreamMode.Write, leaveOpen: true))
            using (var writer = new BinaryWriter(summed, Encoding.UTF8))
                WriteBody(snapshot, writer);
            file.Write(sum.Hash!);
            file.Flush(flushToDisk: true);
        }

        File.Move(beside, path, overwrite: true);
    }

    public static TrainingSnapshot Read(string path)
    {
        using var file = File.OpenRead(path);
        var length = file.Length - SHA256.HashSizeInBytes;
        if (length <= 0 || !SumIsRight(file, length)) throw new InvalidDataException($"{path} must be a whole snapshot, but its end is missing or its sum is wrong.");
        file.Position = 0;
        var snapshot = new TrainingSnapshot();
        try
        {
            using var reader = new BinaryReader(file, Encoding.UTF8, leaveOpen: true);
            if (reader.ReadString() is var header && header != Header)
                throw new InvalidDataException($"{path} must begin with \"{Header}\", but begins with \"{header}\".");
            ReadBody(snapshot, reader);
            return snapshot;
        }
        catch
        {
            snapshot.Dispose();
            throw;
        }
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

    static void WriteBody(TrainingSnapshot snapshot, BinaryWriter writer)
    {
        writer.Write(Header);
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

    static void ReadBody(TrainingSnapshot snapshot, BinaryReader reader)
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
