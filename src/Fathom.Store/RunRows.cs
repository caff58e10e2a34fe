using System.Data.Common;
using System.Text.Json;
using System.Text.Json.Serialization;
using Dapper;
using Fathom.Diagnoses;
using Fathom.Runs;

namespace Fathom.Store;

/// <summary>Entries as rows of the table of runs.</summary>
static class RunRows
{
    const string Columns = "folder, status, step, last_record, loss, held_out_loss, worst_severity, worst_finding, sparkline, bytes, problem, manifest, tags";

    const string Names = "name, started, folder, status, step, last_record, loss, held_out_loss, worst_severity, worst_finding, sparkline, bytes, problem, manifest, search";

    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) } };

    static readonly string Values = string.Join(", ", Names.Split(", ").Select(name => "@" + name));

    /// <summary>A new run brings its tags; those of a known one stay.</summary>
    static readonly string Upsert =
        $"INSERT INTO fathom_run (id, {Names}, tags, tags_search) VALUES (@id, {Values}, @tags, @tags_search) " +
        $"ON CONFLICT (id) DO UPDATE SET {string.Join(", ", Names.Split(", ").Select(name => $"{name} = excluded.{name}"))}";

    public static void Save(DbConnection connection, RunEntry entry, DbTransaction? transaction = null)
    {
        var manifest = entry.Manifest;
        var tags = RunTags.Ordered(entry.Tags);
        connection.Execute(Upsert, new
        {
            id = Storable.Text(manifest.Id),
            name = Storable.Text(manifest.Name),
            started = manifest.Started.UtcTicks,
            folder = Storable.Text(entry.Folder),
            status = WordOf(entry.Status),
            step = entry.Step,
            last_record = entry.LastRecord.UtcTicks,
            loss = Storable.Number(entry.Loss),
            held_out_loss = Storable.Number(entry.HeldOutLoss),
            worst_severity = (int?)entry.WorstSeverity,
            worst_finding = Storable.Text(entry.WorstFinding),
            sparkline = Storable.Numbers(entry.Sparkline),
            bytes = entry.Bytes,
            problem = Storable.Text(entry.Problem),
            manifest = JsonSerializer.Serialize(manifest, Json),
            search = Storable.Folded($"{manifest.Name}\n{manifest.Id}"),
            tags = Storable.Tags(tags),
            tags_search = Storable.Folded(Storable.Tags(tags)),
        }, transaction);
    }

    /// <summary>The entries that <paramref name="rest"/> of a query asks for.</summary>
    public static List<RunEntry> Read(DbConnection connection, string rest, object parameters)
    {
        using var reader = connection.ExecuteReader($"SELECT {Columns} FROM fathom_run {rest}", parameters);
        var entries = new List<RunEntry>();
        var row = (DbDataReader)reader;
        while (row.Read()) entries.Add(EntryOf(row));
        return entries;
    }

    public static string WordOf(RunStatus status) => status.ToString().ToLowerInvariant();

    static RunEntry EntryOf(DbDataReader row) => new()
    {
        Folder = row.GetString(0),
        Status = Enum.TryParse<RunStatus>(row.GetString(1), ignoreCase: true, out var status) ? status : RunStatus.Lost,
        Step = row.GetInt64(2),
        LastRecord = new(row.GetInt64(3), TimeSpan.Zero),
        Loss = Number(row, 4),
        HeldOutLoss = Number(row, 5),
        WorstSeverity = row.IsDBNull(6) ? null : (Severity)row.GetInt32(6),
        WorstFinding = row.GetString(7),
        Sparkline = Storable.Numbers(row.GetFieldValue<byte[]>(8)),
        Bytes = row.GetInt64(9),
        Problem = row.GetString(10),
        Manifest = JsonSerializer.Deserialize<RunManifest>(row.GetString(11), Json)!,
        Tags = Storable.Tags(row.GetString(12)),
    };

    static double Number(DbDataReader row, int column) => row.IsDBNull(column) ? double.NaN : row.GetDouble(column);
}
