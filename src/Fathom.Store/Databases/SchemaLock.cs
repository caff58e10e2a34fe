using Npgsql;

namespace Fathom.Store.Databases;

/// <summary>A connection that holds an advisory lock; it goes back to its pool without it.</summary>
sealed class SchemaLock(NpgsqlConnection connection, long number) : IDisposable
{
    public void Dispose()
    {
        try
        {
            using var command = connection.CreateCommand();
            command.CommandText = "SELECT pg_advisory_unlock(@number)";
            command.Parameters.AddWithValue("number", number);
            command.ExecuteNonQuery();
        }
        catch (NpgsqlException)
        {
            // A broken connection has given the lock back already.
        }
        finally
        {
            connection.Dispose();
        }
    }
}
