using System.Buffers.Binary;
using CsCheck;
using Fathom.Journal.Framing;

namespace Fathom.Journal.Tests.Framing;

public sealed class RecordScannerTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    string File => Path.Combine(_folder.Path, "records");

    [Fact]
    public void Reads_what_was_written()
    {
        Write(Framed([1, 22, 0, 333]));

        var (scanner, read) = Read();

        Assert.Equal([1, 22, 0, 333], read);
        Assert.Empty(scanner.Damages);
        Assert.Null(scanner.Tail);
    }

    [Fact]
    public void Waits_for_a_record_that_is_being_written()
    {
        var bytes = Framed([10, 20]);
        var scanner = new RecordScanner(File);
        var read = new List<int>();

        for (var length = 0; length <= bytes.Length; length++)
        {
            Write(bytes[..length]);
            scanner.Read(record => read.Add(record.Length));
            Assert.Equal(length < 26 ? 0 : length < bytes.Length ? 1 : 2, read.Count);
        }

        Assert.Empty(scanner.Damages);
        Assert.Equal(0, scanner.Torn);
    }

    [Fact]
    public void Names_a_tail_that_was_cut_off()
    {
        Write(Framed([10, 20])[..^5]);

        var (scanner, read) = Read();

        Assert.Equal([10], read);
        Assert.Equal(26, scanner.Tail!.Offset);
        Assert.Contains("31 bytes", scanner.Tail.Sentence, StringComparison.Ordinal);
        Assert.Equal("records", scanner.Tail.File);
    }

    [Fact]
    public void Finds_the_records_behind_one_that_was_cut_off()
    {
        Write([.. Framed([10, 500])[..^300], .. Framed([30, 40])]);

        var (scanner, read) = Read();

        Assert.Equal([10, 30, 40], read);
        Assert.Equal(26, Assert.Single(scanner.Damages).Offset);
    }

    [Fact]
    public void Loses_only_the_record_in_which_a_byte_flipped() =>
        Gen.Select(Gen.Int[0, 60].List[1, 20], Gen.Int[0, 100_000], Gen.Byte[1, 255]).Sample((lengths, place, flip) =>
        {
            var bytes = Framed(lengths);
            place %= bytes.Length;
            var hit = lengths.Select((length, index) => lengths.Take(index + 1).Sum(each => each + 16)).TakeWhile(end => end <= place).Count();
            bytes[place] ^= flip;
            Write(bytes);

            var (scanner, read) = Read();

            Assert.Equal(lengths.Where((_, index) => index != hit), read);
            var damage = Assert.Single(scanner.Damages.Concat(scanner.Tail is { } tail ? [tail] : []));
            Assert.Equal(lengths.Take(hit).Sum(length => length + 16), damage.Offset);
        }, threads: 1);

    [Fact]
    public void Reads_on_behind_any_garbage() =>
        Gen.Select(Gen.Int[0, 60].List[0, 5], Gen.Byte.Array[1, 100], Gen.Int[0, 60].List[1, 5]).Sample((before, garbage, after) =>
        {
            // What by chance is the beginning of a frame is none.
            Write([.. Framed(before), .. garbage, .. Framed(after)]);

            var (scanner, read) = Read();

            Assert.Equal([.. before, .. after], read);
            Assert.Equal(before.Sum(length => length + 16), Assert.Single(scanner.Damages).Offset);
        }, threads: 1);

    [Fact]
    public void Names_a_record_whose_content_makes_no_sense()
    {
        Write(Framed([10, 20, 30]));
        var scanner = new RecordScanner(File);
        var read = new List<int>();

        scanner.Read(record =>
        {
            if (record.Length == 20) throw new InvalidDataException("it is too round");
            read.Add(record.Length);
        });

        Assert.Equal([10, 30], read);
        Assert.Contains("too round", Assert.Single(scanner.Damages).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Does_not_believe_a_length_beyond_the_file()
    {
        var bytes = Framed([10, 20]);
        BinaryPrimitives.WriteInt64LittleEndian(bytes, long.MaxValue);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(8), MaskedCrc.Of(bytes.AsSpan(0, 8)));
        Write(bytes);

        var (scanner, read) = Read();

        Assert.Equal([20], read);
        Assert.Single(scanner.Damages);
    }

    public void Dispose() => _folder.Dispose();

    void Write(byte[] bytes) => System.IO.File.WriteAllBytes(File, bytes);

    (RecordScanner Scanner, List<int> Read) Read()
    {
        var scanner = new RecordScanner(File);
        var read = new List<int>();
        scanner.Read(record => read.Add(record.Length));
        return (scanner, read);
    }

    static byte[] Framed(IEnumerable<int> lengths)
    {
        var random = new Random(1);
        var wire = new WireWriter();
        foreach (var length in lengths)
        {
            var data = new byte[length];
            random.NextBytes(data);
            wire.BeginRecord();
            wire.Append(data);
            wire.EndRecord();
        }

        return wire.Bytes.ToArray();
    }
}
