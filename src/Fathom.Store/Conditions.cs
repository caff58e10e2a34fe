using Dapper;
using Fathom.Runs;
using Fathom.Store.Databases;

namespace Fathom.Store;

/// <summary>A query as the rest of a statement and its parameters: whatever people type travels as a parameter.</summary>
sealed class Conditions
{
    readonly List<string> _all = [];

    Conditions()
    {
    }

    public DynamicParameters Parameters { get; } = new();

    public string Text { get; private set; } = "";

    public static Conditions Of(RunQuery query, IDatabase database)
    {
        var conditions = new Conditions();
        if (query.Text.Length > 0)
            conditions.Add($"({database.Position}(search, @text) > 0 OR {database.Position}(tags_search, @text) > 0)", "text", Storable.Folded(query.Text));
        if (query.Status is { } status) conditions.Add("status = @status", "status", RunRows.WordOf(status));
        if (query.AtLeast is { } severity) conditions.Add("worst_severity >= @severity", "severity", (int)severity);
        if (query.Tag is { } tag) conditions.Add($"{database.Position}(tags, @tag) > 0", "tag", $"\n{Storable.Text(tag)}\n");

        conditions.Parameters.Add("skip", query.Skip);
        conditions.Parameters.Add("take", query.Take);
        var where = conditions._all.Count == 0 ? "" : $"WHERE {string.Join(" AND ", conditions._all)} ";
        conditions.Text = $"{where}ORDER BY started DESC, id DESC LIMIT @take OFFSET @skip";
        return conditions;
    }

    void Add(string condition, string name, object value)
    {
        _all.Add(condition);
        Parameters.Add(name, value);
    }
}
