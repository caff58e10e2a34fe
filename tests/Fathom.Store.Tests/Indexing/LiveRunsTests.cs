using Fathom.Journal;
using Fathom.Runs;
using Fathom.Store.Indexing;

namespace Fathom.Store.Tests.Indexing;

/// <summary>With journals as a training writes them.</summary>
public sealed class LiveRunsTests : IDisposable
{
    readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("fathom-live-");
    readonly DirectoryInfo _index = Directory.CreateTempSubdirectory("fathom-live-index-");

    public void Dispose()
    {
        _root.Delete(recursive: true);
        _index.Delete(recursive: true);
    }

    [Fact]
    public void The_index_follows_a_run_from_its_first_step_to_its_end()
    {
        using var store = RunStore.Open(Path.Combine(_index.FullName, "runs.db"));
        var indexer = new RunIndexer(store, _root.FullName);
        using (var writer = JournalWriter.Create(Folder(1)))
        {
            writer.Scalar(1, ScalarTags.Loss, 2.5);
            indexer.Update(TestContext.Current.CancellationToken);
            var first = store.Find(Entries.Id(1))!;
            Assert.Equal((RunStatus.Running, 1, 2.5), (first.Status, first.Step, first.Loss));

            writer.Scalar(2, ScalarTags.Loss, double.NaN);
            writer.Scalar(2, ScalarTags.HeldOutLoss, 2.25);
            indexer.Update(TestContext.Current.CancellationToken);
            var second = store.Find(Entries.Id(1))!;
            Assert.Equal((2, double.NaN, 2.25), (second.Step, second.Loss, second.HeldOutLoss));

            writer.Close(new(RunStatus.Failed, 2, "The loss is not a number."));
        }

        indexer.Update(TestContext.Current.CancellationToken);
        Assert.Equal(RunStatus.Failed, store.Find(Entries.Id(1))!.Status);
        Assert.Equal(0, indexer.Update(TestContext.Current.CancellationToken).Read);
        Assert.Equal(0, new RunIndexer(store, _root.FullName).Update(TestContext.Current.CancellationToken).Read);
    }

    [Fact]
    public void A_damaged_journal_is_indexed_and_says_so()
    {
        using (var writer = JournalWriter.Create(Folder(1)))
        {
            for (var step = 1; step <= 100; step++) writer.Scalar(step, ScalarTags.Loss, 1.0 / step);
            writer.Close(new(RunStatus.Finished, 100));
        }

        var journal = Directory.GetFiles(Path.Combine(_root.FullName, "run1"), "journal-*").Single();
        var bytes = File.ReadAllBytes(journal);
        bytes[bytes.Length / 2] ^= 0xff;
        File.WriteAllBytes(journal, bytes);
        using var store = RunStore.Open(Path.Combine(_index.FullName, "runs.db"));

        var report = new RunIndexer(store, _root.FullName).Update(TestContext.Current.CancellationToken);

        var entry = Assert.Single(store.List(new()));
        Assert.Equal((RunStatus.Finished, 0.01), (entry.Status, entry.Loss));
        Assert.Equal(entry.Problem, Assert.Single(report.Problems).Sentence);
        Assert.Contains(Path.GetFileName(journal), entry.Problem, StringComparison.Ordinal);
    }

    RunFolder Folder(int number) => RunFolder.Create(
        Path.Combine(_root.FullName, $"run{number}"),
        Entries.Of(number).Manifest with { Started = DateTimeOffset.UnixEpoch.AddYears(56) });
}
