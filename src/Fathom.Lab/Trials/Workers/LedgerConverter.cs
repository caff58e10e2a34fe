using System.Text.Json;
using System.Text.Json.Serialization;
using Fathom.Ledger;

namespace Fathom.Lab.Trials.Workers;

/// <summary>A ledger as its links and its output's norm, from which it is made again.</summary>
sealed class LedgerConverter : JsonConverter<ChainLedger>
{
    sealed record Parts(IReadOnlyList<Link> Links, double OutputNorm);

    public override ChainLedger Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        JsonSerializer.Deserialize<Parts>(ref reader, options) is { } parts ? new ChainLedger(parts.Links, parts.OutputNorm) : ChainLedger.Empty;

    public override void Write(Utf8JsonWriter writer, ChainLedger value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, new Parts(value.Links, value.OutputNorm), options);
}
