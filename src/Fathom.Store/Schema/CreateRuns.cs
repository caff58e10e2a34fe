using FluentMigrator;

namespace Fathom.Store.Schema;

/// <summary>Version 1: the runs, and the folders that they were read from.</summary>
[Migration(1)]
sealed class CreateRuns : Migration
{
    public override void Up()
    {
        // Times are ticks of 100 ns since the year 1, in UTC. Text for searching is folded to lower case, so that both servers find the same.
        Create.Table("fathom_run")
            .WithColumn("id").AsString(int.MaxValue).NotNullable().PrimaryKey()
            .WithColumn("name").AsString(int.MaxValue).NotNullable()
            .WithColumn("started").AsInt64().NotNullable()
            .WithColumn("folder").AsString(int.MaxValue).NotNullable()
            .WithColumn("status").AsString(int.MaxValue).NotNullable()
            .WithColumn("step").AsInt64().NotNullable()
            .WithColumn("last_record").AsInt64().NotNullable()
            .WithColumn("loss").AsDouble().Nullable()
            .WithColumn("held_out_loss").AsDouble().Nullable()
            .WithColumn("worst_severity").AsInt32().Nullable()
            .WithColumn("worst_finding").AsString(int.MaxValue).NotNullable()
            .WithColumn("sparkline").AsBinary(int.MaxValue).NotNullable()
            .WithColumn("bytes").AsInt64().NotNullable()
            .WithColumn("problem").AsString(int.MaxValue).NotNullable()
            .WithColumn("manifest").AsString(int.MaxValue).NotNullable()
            .WithColumn("search").AsString(int.MaxValue).NotNullable()
            .WithColumn("tags").AsString(int.MaxValue).NotNullable()
            .WithColumn("tags_search").AsString(int.MaxValue).NotNullable();
        Create.Index("fathom_run_started").OnTable("fathom_run").OnColumn("started").Descending().OnColumn("id").Descending();

        Create.Table("fathom_folder")
            .WithColumn("host").AsString(int.MaxValue).NotNullable().PrimaryKey()
            .WithColumn("folder").AsString(int.MaxValue).NotNullable().PrimaryKey()
            .WithColumn("run").AsString(int.MaxValue).NotNullable()
            .WithColumn("stamp").AsString(int.MaxValue).NotNullable()
            .WithColumn("problem").AsString(int.MaxValue).NotNullable();
        Create.Index("fathom_folder_run").OnTable("fathom_folder").OnColumn("run");
    }

    public override void Down()
    {
        Delete.Table("fathom_folder");
        Delete.Table("fathom_run");
    }
}
