using Fathom.Diagnoses;
using Fathom.Runs;

namespace Fathom.Store.Tests;

/// <summary>What every index does, whatever it lives on. A class per server inherits the tests.</summary>
public abstract class RunStoreTests : IDisposable
{
    RunStore? _store;

    protected abstract string Connection { get; }

    RunStore Store => _store ??= RunStore.Open(Connection);

    public void Dispose()
    {
        _store?.Dispose();
        CleanUp();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public void Gives_back_all_of_an_entry()
    {
        var entry = Entries.Full(7);

        Store.Save(entry);

        Assert.Equal(Entries.Text(entry), Entries.Text(Store.Find(entry.Manifest.Id)));
        Assert.Equal(Entries.Text(entry), Entries.Text(Assert.Single(Store.List(new()))));
    }

    [Fact]
    public void Tells_no_loss_from_an_infinite_one()
    {
        Store.Save(Entries.Of(1) with { Loss = double.NaN, HeldOutLoss = double.NegativeInfinity });

        var found = Store.Find(Entries.Id(1))!;
        Assert.Equal(double.NaN, found.Loss);
        Assert.Equal(double.NegativeInfinity, found.HeldOutLoss);
    }

    [Fact]
    public void Knows_no_run_that_was_never_saved()
    {
        Assert.Null(Store.Find(Entries.Id(1)));
        Assert.False(Store.Tag(Entries.Id(1), ["word"]));
        Assert.False(Store.Remove(Entries.Id(1)));
        Assert.Empty(Store.List(new()));
    }

    [Fact]
    public void Replaces_what_it_knew_but_the_tags()
    {
        Store.Save(Entries.Of(1) with { Status = RunStatus.Running, Tags = ["first"] });
        Store.Tag(Entries.Id(1), ["zulu", "alpha", "zulu"]);

        Store.Save(Entries.Of(1) with { Status = RunStatus.Failed, Step = 12, Tags = ["other"] });

        var found = Assert.Single(Store.List(new()));
        Assert.Equal(RunStatus.Failed, found.Status);
        Assert.Equal(12, found.Step);
        Assert.Equal(["alpha", "zulu"], found.Tags);
    }

    [Fact]
    public void Forgets_a_removed_run_with_its_tags()
    {
        Store.Save(Entries.Of(1) with { Tags = ["old"] });

        Assert.True(Store.Remove(Entries.Id(1)));

        Assert.Null(Store.Find(Entries.Id(1)));
        Store.Save(Entries.Of(1));
        Assert.Empty(Store.Find(Entries.Id(1))!.Tags);
    }

    [Fact]
    public void Lists_the_newest_first_and_page_by_page()
    {
        foreach (var number in (int[])[3, 1, 5, 2, 4]) Store.Save(Entries.Of(number));

        Assert.Equal([5, 4, 3, 2, 1], Found(new()));
        Assert.Equal([4, 3], Found(new() { Skip = 1, Take = 2 }));
        Assert.Empty(Found(new() { Skip = 5 }));
        Assert.Empty(Found(new() { Take = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => Store.List(new() { Take = -1 }));
    }

    [Fact]
    public void Runs_of_the_same_moment_keep_one_order()
    {
        foreach (var number in Enumerable.Range(1, 9).Reverse())
            Store.Save(Entries.Of(number) with { Manifest = Entries.Of(number).Manifest with { Started = Entries.Noon } });

        Assert.Equal([9, 8, 7, 6, 5, 4, 3, 2, 1], Found(new()));
    }

    [Fact]
    public void Finds_text_in_names_ids_and_tags_in_any_case()
    {
        Store.Save(Entries.Of(1, "Überanpassung"));
        Store.Save(Entries.Of(2, "deep-relu"));
        Store.Save(Entries.Of(0xabc, "deep-tanh") with { Tags = ["Baseline"] });

        Assert.Equal([1], Found(new() { Text = "üBERAN" }));
        Assert.Equal([0xabc, 2], Found(new() { Text = "DEEP" }));
        Assert.Equal([0xabc], Found(new() { Text = "8000-000000000ABC" }));
        Assert.Equal([0xabc], Found(new() { Text = "baseL" }));
        Assert.Empty(Found(new() { Text = "shallow" }));
    }

    [Theory]
    [InlineData("%", "100% sure")]
    [InlineData("_", "a_b")]
    [InlineData("\\", "back\\slash")]
    [InlineData("\"", "said \"so\"")]
    [InlineData("'; DROP TABLE fathom-run; --", "x'; DROP TABLE fathom-run; -- y")]
    [InlineData("*", "a*b")]
    public void Letters_with_a_meaning_in_queries_mean_themselves(string text, string name)
    {
        foreach (var (index, one) in ((string[])["100% sure", "a_b", "back\\slash", "said \"so\"", "x'; DROP TABLE fathom-run; -- y", "a*b"]).Index()) Store.Save(Entries.Of(index, one));

        var found = Store.List(new() { Text = text });

        Assert.Equal(name, Assert.Single(found).Manifest.Name);
        Assert.Equal(6, Store.List(new()).Count);
    }

    [Fact]
    public void A_tag_is_found_whole_and_as_it_was_written()
    {
        Store.Save(Entries.Of(1) with { Tags = ["paper"] });
        Store.Save(Entries.Of(2) with { Tags = ["paper-2", "z"] });
        Store.Save(Entries.Of(3) with { Tags = ["Paper"] });

        Assert.Equal([1], Found(new() { Tag = "paper" }));
        Assert.Equal([2], Found(new() { Tag = "z" }));
        Assert.Empty(Found(new() { Tag = "pape" }));
        Assert.Empty(Found(new() { Tag = "" }));
    }

    [Fact]
    public void Filters_by_status_and_by_how_grave_the_worst_finding_is()
    {
        Store.Save(Entries.Of(1));
        Store.Save(Entries.Of(2) with { WorstSeverity = Severity.Note, WorstFinding = "a" });
        Store.Save(Entries.Of(3) with { WorstSeverity = Severity.Error, WorstFinding = "b", Status = RunStatus.Running });
        Store.Save(Entries.Of(4) with { WorstSeverity = Severity.Fatal, WorstFinding = "c", Status = RunStatus.Running });

        Assert.Equal([4, 3], Found(new() { Status = RunStatus.Running }));
        Assert.Equal([4, 3], Found(new() { AtLeast = Severity.Warning }));
        Assert.Equal([4, 3, 2], Found(new() { AtLeast = Severity.Note }));
        Assert.Equal([4], Found(new() { AtLeast = Severity.Fatal, Status = RunStatus.Running, Text = "sigmoid" }));
        Assert.Empty(Found(new() { AtLeast = Severity.Note, Status = RunStatus.Finished, Text = "relu" }));
    }

    [Fact]
    public void A_name_with_letters_that_no_database_takes_does_no_harm()
    {
        Store.Save(Entries.Of(1, "zero\0half\ud800end"));

        Assert.Equal([1], Found(new() { Text = "END" }));
        Assert.Equal("zero\0half", Store.Find(Entries.Id(1))!.Manifest.Name[..9]);
        Assert.Empty(Found(new() { Text = "other\0" }));
    }

    [Theory]
    [InlineData("")]
    [InlineData("two words")]
    [InlineData("line\nbreak")]
    [InlineData("zero\0")]
    public void A_tag_is_one_word(string tag)
    {
        Store.Save(Entries.Of(1));

        Assert.Throws<ArgumentException>(() => Store.Tag(Entries.Id(1), ["fine", tag]));

        Assert.Empty(Store.Find(Entries.Id(1))!.Tags);
    }

    [Fact]
    public void Many_threads_lose_nothing()
    {
        _ = Store;

        Parallel.For(0, 8, new() { MaxDegreeOfParallelism = 8 }, thread =>
        {
            for (var i = 0; i < 25; i++)
            {
                Store.Save(Entries.Of(thread * 100 + i));
                Store.Save(Entries.Of(99_999) with { Step = i });
                Assert.NotNull(Store.Find(Entries.Id(thread * 100 + i)));
            }
        });

        Assert.Equal(201, Store.List(new() { Take = 1000 }).Count);
    }

    [Fact]
    public void Several_stores_open_and_make_the_same_database_at_once()
    {
        var connection = Connection;
        var stores = new RunStore[6];

        Parallel.For(0, stores.Length, new() { MaxDegreeOfParallelism = stores.Length }, index =>
        {
            stores[index] = RunStore.Open(connection);
            stores[index].Save(Entries.Of(index));
        });

        Assert.All(stores, store => Assert.Equal(stores.Length, store.List(new()).Count));
        foreach (var store in stores) store.Dispose();
    }

    [Fact]
    public void What_was_saved_is_there_after_opening_anew()
    {
        Store.Save(Entries.Full(3));
        Store.Dispose();
        _store = RunStore.Open(Connection);

        Assert.Equal(Entries.Text(Entries.Full(3)), Entries.Text(Store.Find(Entries.Id(3))));
    }

    protected virtual void CleanUp()
    {
    }

    int[] Found(RunQuery query) => [.. Store.List(query).Select(entry => Convert.ToInt32(entry.Manifest.Id[^12..], 16))];
}
