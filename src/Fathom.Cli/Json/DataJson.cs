using System.Text.Json;
using Fathom.Lab.Datasets;
using Fathom.Lab.Datasets.Published;
using Fathom.Lab.Recipes;

namespace Fathom.Cli.Json;

/// <summary>Data as JSON: which there is, what was fetched, and what it is.</summary>
static class DataJson
{
    public static void WriteList(Utf8JsonWriter json, DataCache cache)
    {
        json.WriteStartObject();
        json.WriteString("schema", "fathom.data/1");
        json.WriteString("cache", cache.Folder);
        json.WriteStartArray("sources");
        foreach (var source in KnownDataSource.All)
        {
            json.WriteStartObject();
            json.WriteString("name", source.Name);
            json.WriteString("summary", source.Summary);
            json.WriteBoolean("needsPath", source.NeedsPath);
            if (source.Published is { } dataset)
            {
                json.WriteBoolean("cached", cache.Holds(dataset));
                json.WriteNumber("bytes", dataset.Bytes);
            }
            else
            {
                json.WriteNull("cached");
                json.WriteNull("bytes");
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    public static void WriteDownload(Utf8JsonWriter json, PublishedDataset dataset, string folder, bool wasThere)
    {
        json.WriteStartObject();
        json.WriteString("schema", "fathom.data-download/1");
        json.WriteString("name", dataset.Name);
        json.WriteString("folder", folder);
        json.WriteBoolean("wasThere", wasThere);
        json.WriteNumber("bytes", dataset.Bytes);
        json.WriteEndObject();
    }

    public static void WriteDescription(Utf8JsonWriter json, DataDescription data)
    {
        json.WriteStartObject();
        json.WriteString("schema", "fathom.data-description/1");
        json.WriteString("name", data.Name);
        json.WriteNumber("samples", data.Samples);
        json.WriteNumber("setApart", data.SetApart);
        json.WriteStartArray("shape");
        foreach (var size in data.Shape) json.WriteNumberValue(size);
        json.WriteEndArray();
        WriteNumbers(json, "features", data.Features);
        json.WriteNumber("constantFeatures", data.ConstantFeatures);
        json.WriteNumber("spreadOfDeviations", data.SpreadOfDeviations);
        WriteNumbers(json, "labels", data.Labels);
        json.WriteStartArray("classes");
        foreach (var one in data.Classes)
        {
            json.WriteStartObject();
            json.WriteNumber("number", one.Number);
            json.WriteString("name", one.Name);
            json.WriteNumber("count", one.Count);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    static void WriteNumbers(Utf8JsonWriter json, string name, NumberSummary numbers)
    {
        json.WriteStartObject(name);
        json.WriteNumber("mean", numbers.Mean);
        json.WriteNumber("deviation", numbers.Deviation);
        json.WriteNumber("minimum", numbers.Minimum);
        json.WriteNumber("maximum", numbers.Maximum);
        json.WriteEndObject();
    }
}
