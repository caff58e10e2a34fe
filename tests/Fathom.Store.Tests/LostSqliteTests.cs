using Fathom.Store.Databases;

namespace Fathom.Store.Tests;

/// <summary>What happens when the index's file is not what it should be.</summary>
public sealed class LostSqliteTests : IDisposable
{
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("fathom-lost-");

    string File => Path.Combine(_folder.FullName, "runs.db");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_file_that_was_removed_is_made_anew()
    {
        using var store = RunStore.Open(File);
        store.Save(Entries.Of(1));

        foreach (var file in _folder.GetFiles()) file.Delete();

        Assert.Empty(store.List(new()));
        store.Save(Entries.Of(2));
        using var other = RunStore.Open(File);
        Assert.Single(other.List(new()));
    }

    [Fact]
    public void A_file_that_is_something_else_is_refused_and_left_alone()
    {
        var text = string.Concat(Enumerable.Repeat("These are no runs. ", 500));
        System.IO.File.WriteAllText(File, text);

        var refusal = Assert.Throws<RunStoreException>(() => RunStore.Open(File));

        Assert.Contains(File, refusal.Message, StringComparison.Ordinal);
        Assert.Contains("fathom runs rebuild", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(text, System.IO.File.ReadAllText(File));
    }

    [Fact]
    public void A_folder_is_no_index()
    {
        var refusal = Assert.Throws<RunStoreException>(() => RunStore.Open(_folder.FullName));

        Assert.Contains($"{_folder.FullName} is a folder", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_process_that_never_lets_go_is_reported()
    {
        RunStore.Open(File).Dispose();
        using var other = new SqliteDatabase(File).Connect();
        using var hold = other.CreateCommand();
        hold.CommandText = "BEGIN IMMEDIATE";
        hold.ExecuteNonQuery();
        using var store = RunStore.Open(new SqliteDatabase(File, patience: 1));

        var refusal = Assert.Throws<RunStoreException>(() => store.Save(Entries.Of(1)));

        Assert.Contains("in use by another process", refusal.Message, StringComparison.Ordinal);
        Assert.Empty(store.List(new()));
    }

    [Theory]
    [InlineData("postgres://me:sesame@db/fathom")]
    [InlineData("Host=db;Port=many;Password=sesame")]
    [InlineData("Host=db;Nonsense=1;Password=sesame")]
    public void A_connection_that_makes_no_sense_is_refused_without_its_password(string connection)
    {
        var refusal = Assert.Throws<RunStoreException>(() => RunStore.Open(connection));

        Assert.DoesNotContain("sesame", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("store", refusal.Message, StringComparison.Ordinal);
    }
}
