namespace Fathom.Recipes;

/// <summary>A table in a Parquet file.</summary>
public sealed record ParquetTable : TableData;
