using System.Data.Common;
using Dapper;
using Fathom.Runs;

namespace Fathom.Store.Indexing;

/// <summary>The table of folders. Machines that share an index share no folders: each has its own rows.</summary>
static class FolderRows
{
    public static IEnumerable<FolderRow> Read(DbConnection connection, string host)
    {
        using var reader = connection.ExecuteReader(
            "SELECT f.folder, f.run, f.stamp, f.problem, r.status FROM fathom_folder f LEFT JOIN fathom_run r ON r.id = f.run WHERE f.host = @host", new { host });
        var rows = new List<FolderRow>();
        while (reader.Read())
        {
            // A row whose run is no longer there counts for nothing: the folder is read anew.
            var status = reader.IsDBNull(4) ? "" : reader.GetString(4);
            var isGone = status.Length == 0 && reader.GetString(1).Length > 0;
            rows.Add(new(reader.GetString(0), reader.GetString(1), isGone ? "" : reader.GetString(2), reader.GetString(3), status == RunRows.WordOf(RunStatus.Running)));
        }

        return rows;
    }

    public static void Keep(DbConnection connection, string host, FolderChange change, DbTransaction transaction)
    {
        if (change.Entry is not null) RunRows.Save(connection, change.Entry, transaction);
        connection.Execute(
            "INSERT INTO fathom_folder (host, folder, run, stamp, problem) VALUES (@host, @folder, @run, @stamp, @problem) " +
            "ON CONFLICT (host, folder) DO UPDATE SET run = excluded.run, stamp = excluded.stamp, problem = excluded.problem",
            new { host, folder = Storable.Text(change.Folder), run = Storable.Text(change.Run), stamp = change.Stamp, problem = Storable.Text(change.Problem) },
            transaction);
    }

    /// <summary>Takes the folder out, and its run where no other folder holds it.</summary>
    public static void Forget(DbConnection connection, string host, string folder, DbTransaction transaction)
    {
        var parameters = new { host, folder = Storable.Text(folder) };
        var run = connection.ExecuteScalar<string?>("SELECT run FROM fathom_folder WHERE host = @host AND folder = @folder", parameters, transaction);
        connection.Execute("DELETE FROM fathom_folder WHERE host = @host AND folder = @folder", parameters, transaction);
        if (!string.IsNullOrEmpty(run))
            connection.Execute("DELETE FROM fathom_run WHERE id = @run AND NOT EXISTS (SELECT 1 FROM fathom_folder WHERE run = @run)", new { run }, transaction);
    }
}
