using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;
using Fathom.Pictures;

namespace Fathom.Web.Live;

/// <summary>A picture as it is sent: the same bytes for every viewer.</summary>
/// <param name="Bytes">JSON in UTF-8.</param>
/// <param name="Digest">Differs where the content does, so that nothing is sent twice.</param>
sealed record Frame(ReadOnlyMemory<byte> Bytes, UInt128 Digest)
{
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

        return new(buffer.WrittenMemory, BitConverter.ToUInt128(SHA256.HashData(buffer.WrittenSpan), 0));
    }
}
