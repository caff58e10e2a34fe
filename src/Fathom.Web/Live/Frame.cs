using System.Buffers;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json;
using Fathom.Pictures;

namespace Fathom.Web.Live;

/// <summary>A picture as it is sent: whole to whoever has none of it yet, else what has changed; each made once, the same bytes for every viewer.</summary>
sealed class Frame
{
    readonly string _key;
    readonly UInt128 _digest;

    // By the digest of what is known, not by the frame: else each frame would hold the one before it, and none would ever go.
    readonly ConcurrentDictionary<UInt128, ReadOnlyMemory<byte>> _since = new();

    Frame(string key, ReadOnlyMemory<byte> bytes)
    {
        (_key, Bytes) = (key, bytes);
        _digest = BitConverter.ToUInt128(SHA256.HashData(bytes.Span), 0);
    }

    /// <summary>All of it: JSON in UTF-8.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    public static Frame Of(string key, Picture picture)
    {
        var buffer = new ArrayBufferWriter<byte>(picture.Option.Length + 1024);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("picture", key);
            writer.WriteString("title", picture.Title);
            writer.WriteString("description", picture.Description);
            writer.WriteString("cap", picture.Cap);
            writer.WriteNumber("height", picture.Height);
            writer.WriteBoolean("isEmpty", picture.IsEmpty);
            writer.WritePropertyName("option");
            writer.WriteRawValue(picture.Option, skipInputValidation: true);
            writer.WriteEndObject();
        }

        return new(key, buffer.WrittenMemory);
    }

    /// <summary>Whether both show the same.</summary>
    public bool IsSameAs(Frame? other) => other is not null && other._digest == _digest;

    /// <summary>What makes of <paramref name="known"/> this: changes, or all of it where that is shorter or nothing is known; nothing where both are the same.</summary>
    public ReadOnlyMemory<byte> Since(Frame? known) =>
        known is null ? Bytes
        : IsSameAs(known) ? ReadOnlyMemory<byte>.Empty
        : _since.GetOrAdd(known._digest, _ => Changed(known));

    ReadOnlyMemory<byte> Changed(Frame known)
    {
        using var before = JsonDocument.Parse(known.Bytes);
        using var now = JsonDocument.Parse(Bytes);
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("picture", _key);
            writer.WritePropertyName("changes");
            JsonChanges.Write(writer, before.RootElement, now.RootElement);
            writer.WriteEndObject();
        }

        return buffer.WrittenCount < Bytes.Length ? buffer.WrittenMemory : Bytes;
    }
}
