using System.Collections.Frozen;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Fathom.Pictures;

namespace Fathom.Web.Serving;

/// <summary>
/// The scripts, styles and pictures of the pages. They are embedded, so that they are there wherever the program starts, without a network and
/// without a folder beside it; each has an address that changes with its content, so that a browser may keep it for ever.
/// </summary>
static class EmbeddedAssets
{
    const string Prefix = "asset:";

    static readonly FrozenDictionary<string, Lazy<Asset>> All = Resources().Concat(Charts()).ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The address of an asset, below the base address.</summary>
    public static string Address(string name) => $"assets/{name}?v={All[name].Value.Fingerprint}";

    public static Asset? Find(string name) => All.TryGetValue(name, out var asset) ? asset.Value : null;

    static IEnumerable<KeyValuePair<string, Lazy<Asset>>> Resources() =>
        from name in typeof(EmbeddedAssets).Assembly.GetManifestResourceNames()
        where name.StartsWith(Prefix, StringComparison.Ordinal)
        select KeyValuePair.Create(name[Prefix.Length..], new Lazy<Asset>(() => Packed(name, Read(name))));

    static IEnumerable<KeyValuePair<string, Lazy<Asset>>> Charts() =>
    [
        new("echarts.js", new(() => Packed("echarts.js", Encoding.UTF8.GetBytes(PictureScripts.Charts)))),
        new("pictures.js", new(() => Packed("pictures.js", Encoding.UTF8.GetBytes(PictureScripts.Series)))),
    ];

    static byte[] Read(string resource)
    {
        using var stream = typeof(EmbeddedAssets).Assembly.GetManifestResourceStream(resource)!;
        using var plain = new MemoryStream();
        stream.CopyTo(plain);
        return plain.ToArray();
    }

    static Asset Packed(string name, byte[] content)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest)) gzip.Write(content);
        return new(content, packed.ToArray(), Convert.ToHexStringLower(SHA256.HashData(content).AsSpan(0, 8)), TypeOf(name));
    }

    static string TypeOf(string name) => Path.GetExtension(name) switch
    {
        ".js" => "text/javascript; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".svg" => "image/svg+xml",
        _ => "application/octet-stream",
    };
}
