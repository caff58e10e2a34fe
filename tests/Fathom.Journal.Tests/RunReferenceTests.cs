using Fathom.Runs;

namespace Fathom.Journal.Tests;

public sealed class RunReferenceTests : IDisposable
{
    readonly string _runs = Directory.CreateTempSubdirectory("fathom-").FullName;

    public RunReferenceTests()
    {
        Add("20261122-210501-deep-1f3a9c07", "0198c2d4-0000-7000-8000-00001f3a9c07", hour: 1);
        Add("20261122-220501-deep-77777777", "0198c2d4-1111-7000-8000-000077777777", hour: 3);
        Add("mine", "0198ffff-2222-7000-8000-000088888888", hour: 2);
        Directory.CreateDirectory(Path.Combine(_runs, "no-run"));
    }

    [Theory]
    [InlineData("mine", "mine")]
    [InlineData("0198ffff-2222-7000-8000-000088888888", "mine")]
    [InlineData("0198FF", "mine")]
    [InlineData("1f3a9c07", "20261122-210501-deep-1f3a9c07")]
    [InlineData("20261122-22", "20261122-220501-deep-77777777")]
    [InlineData("latest", "20261122-220501-deep-77777777")]
    public void A_word_means_the_one_run_that_it_fits(string word, string folder) => Assert.Equal(folder, Path.GetFileName(RunReference.Find(word, _runs).Path));

    [Fact]
    public void A_folder_is_a_run_wherever_it_lies() => Assert.Equal("mine", RunReference.Find(Path.Combine(_runs, "mine"), "nowhere").Manifest.Name);

    [Theory]
    [InlineData("20261122", "may be 2 runs")]
    [InlineData("unknown", "There is no run 'unknown'")]
    [InlineData("no-run", "There is no run 'no-run'")]
    [InlineData("", "There is no run ''")]
    public void A_word_that_fits_none_or_several_is_refused_in_a_sentence(string word, string sentence) =>
        Assert.Contains(sentence, Assert.Throws<RunFolderException>(() => RunReference.Find(word, _runs)).Message, StringComparison.Ordinal);

    [Fact]
    public void Where_nothing_was_recorded_there_is_no_latest_run() =>
        Assert.Contains("no run in", Assert.Throws<RunFolderException>(() => RunReference.Find("latest", Path.Combine(_runs, "none"))).Message, StringComparison.Ordinal);

    public void Dispose() => Directory.Delete(_runs, recursive: true);

    void Add(string folder, string id, int hour) => RunFolder.Create(Path.Combine(_runs, folder), new RunManifest
    {
        Id = id, Name = folder, Kind = RunKind.Train, Started = new DateTimeOffset(2026, 11, 22, hour, 0, 0, TimeSpan.Zero),
    });
}
