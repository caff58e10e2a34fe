using FluentMigrator.Runner.VersionTableInfo;

namespace Fathom.Store.Schema;

/// <summary>Where a database says which migrations it has seen; named so that other programs may live in the same database.</summary>
sealed class VersionTable : IVersionTableMetaData
{
    public const string Name = "fathom_schema";

    public const string Column = "version";

    public bool OwnsSchema => false;

    public string SchemaName => "";

    public string TableName => Name;

    public string ColumnName => Column;

    public string DescriptionColumnName => "description";

    public string UniqueIndexName => "fathom_schema_version";

    public string AppliedOnColumnName => "applied_on";

    public bool CreateWithPrimaryKey => false;
}
