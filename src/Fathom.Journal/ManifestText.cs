using System.Text.Json;
using System.Text.Json.Serialization;
using Fathom.Runs;

namespace Fathom.Journal;

/// <summary>A manifest as JSON text.</summary>
static class ManifestText
{
    static readonly JsonSerializerOptions Options = new()
    {
        WriteIndented = true,
        RespectNullableAnnotations = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public static string Write(RunManifest manifest) => JsonSerializer.Serialize(manifest, Options) + "\n";

    public static RunManifest Read(string text, string folder)
    {
        try
        {
            // The layout first: of a newer one nothing else is known.
            if (JsonDocument.Parse(text).RootElement is { ValueKind: JsonValueKind.Object } root
                && root.TryGetProperty("layout", out var stated) && stated.TryGetInt64(out var layout) && layout > RunManifest.NewestLayout)
            {
                throw new RunFolderException(
                    RunFolderFault.NewerLayout,
                    $"The run in {folder} was made by a newer Fathom (layout {layout}); this one reads layouts up to {RunManifest.NewestLayout}. Update Fathom to open it.");
            }

            return JsonSerializer.Deserialize<RunManifest>(text, Options) ?? throw new JsonException("it is empty");
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException or FormatException or NotSupportedException)
        {
            throw new RunFolderException(RunFolderFault.NotARun, $"{folder} is no run that can be read: its {RunFolder.ManifestName} is damaged ({fault.Message.Split('\n')[0]}).", fault);
        }
    }
}
