using Fathom.Runs;

namespace Fathom.Store.Exports;

/// <summary>A table whose rows are made while they are written.</summary>
/// <param name="Name">In camel case.</param>
/// <param name="Columns">The columns.</param>
/// <param name="Rows">One value per column: a string, long, double or bool, or null where there is none.</param>
sealed record ExportTable(string Name, IReadOnlyList<Column> Columns, IEnumerable<object?[]> Rows)
{
    public static ExportTable Of(RunView run, RunTable table) => table switch
    {
        RunTable.Scalars => ScalarTable.Of(run),
        RunTable.Layers => LayerTable.Of(run),
        RunTable.Parameters => ParameterTable.Of(run),
        RunTable.Ledger => LedgerTable.Of(run),
        RunTable.Findings => FindingTable.Of(run),
        RunTable.GuardEvents => EventTables.OfGuards(run),
        RunTable.Trials => EventTables.OfTrials(run),
        _ => throw new ArgumentOutOfRangeException(nameof(table), table, $"table must be one of the known tables, but was {table}."),
    };

    /// <summary>A table from its columns with what each says of a row's subject.</summary>
    public static ExportTable Of<T>(string name, IEnumerable<T> subjects, params (string Name, Type Type, Func<T, object?> Value)[] columns) =>
        new(name, [.. columns.Select(column => new Column(column.Name, column.Type))],
            subjects.Select(subject => Array.ConvertAll(columns, column => column.Value(subject))));

    /// <summary>The number, or nothing where there was nothing to measure: NaN would look like a measurement.</summary>
    public static object? Where(bool measured, double number) => measured ? number : null;
}
