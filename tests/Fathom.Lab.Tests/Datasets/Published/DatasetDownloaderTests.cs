using System.Net;
using System.Security.Cryptography;
using Fathom.Lab.Datasets.Published;

namespace Fathom.Lab.Tests.Datasets.Published;

public sealed class DatasetDownloaderTests : IDisposable
{
    static readonly byte[] Content = Noise(300_000, seed: 1);

    readonly TemporaryFolder _folder = new();
    readonly FileServer _server = new(Content);
    readonly HttpClient _client = new() { Timeout = Timeout.InfiniteTimeSpan };

    string Whole => Path.Combine(_folder.Path, "things", "things.bin");

    string Part => Whole + ".part";

    public void Dispose()
    {
        _client.Dispose();
        _server.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Fetches_the_right_file_and_says_how_far_it_is()
    {
        var progress = new List<DownloadProgress>();

        var folder = await FetchAsync(onProgress: progress.Add);

        Assert.Equal(Path.Combine(_folder.Path, "things"), folder);
        Assert.Equal(Content, File.ReadAllBytes(Whole));
        Assert.Equal([Whole], Directory.GetFiles(folder));
        Assert.Equal(new DownloadProgress("things.bin", Content.Length, Content.Length), progress[^1]);
        Assert.Equal(progress.OrderBy(one => one.Bytes), progress);
        Assert.Equal(["/data/things.bin"], _server.Requests);
    }

    [Fact]
    public async Task Asks_for_nothing_that_is_there()
    {
        await FetchAsync();
        await FetchAsync();

        Assert.Single(_server.Requests);
    }

    [Fact]
    public async Task Keeps_nothing_of_a_file_with_the_wrong_checksum()
    {
        var message = await RefusalAsync(Dataset(sha256: new string('0', 64)));

        Assert.Equal($"{_server.Address}things.bin sent something else than things.bin: it must have 300,000 bytes with the SHA-256 {new string('0', 64)}. Nothing was kept; name another mirror.", message);
        Assert.Empty(Directory.GetFiles(Path.GetDirectoryName(Whole)!));
    }

    [Fact]
    public async Task Goes_on_where_a_cut_connection_stopped()
    {
        _server.CutAfter = 100_000;
        Assert.Equal($"The connection to {_server.Address}things.bin broke off; try again, and the download goes on where it stopped.", await RefusalAsync());
        Assert.False(File.Exists(Whole));
        var kept = new FileInfo(Part).Length;
        Assert.InRange(kept, 1, 100_000);

        _server.CutAfter = null;
        await FetchAsync();

        Assert.Equal($"/data/things.bin bytes={kept}-", _server.Requests[^1]);
        Assert.Equal(Content, File.ReadAllBytes(Whole));
        Assert.False(File.Exists(Part));
    }

    [Fact]
    public async Task Starts_anew_where_the_server_cannot_go_on()
    {
        _server.CutAfter = 100_000;
        await RefusalAsync();

        (_server.CutAfter, _server.KnowsRanges) = (null, false);
        await FetchAsync();

        Assert.Equal(Content, File.ReadAllBytes(Whole));
    }

    [Theory]
    [InlineData(100_000)]
    [InlineData(300_000)]
    [InlineData(400_000)]
    public async Task Starts_anew_where_what_was_left_is_something_else(int bytes)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Whole)!);
        File.WriteAllBytes(Part, Noise(bytes, seed: 2));

        await FetchAsync();

        Assert.Equal(Content, File.ReadAllBytes(Whole));
    }

    [Fact]
    public async Task Starts_anew_where_the_server_has_less_than_what_was_left()
    {
        using var shorter = new FileServer(Content[..1000]);
        Directory.CreateDirectory(Path.GetDirectoryName(Whole)!);
        File.WriteAllBytes(Part, Noise(2000, seed: 2));

        Assert.Contains("sent something else than things.bin", await RefusalAsync(home: shorter.Address), StringComparison.Ordinal);
        Assert.Equal(["/data/things.bin bytes=2000-", "/data/things.bin"], shorter.Requests[..2]);
    }

    [Theory]
    [InlineData(HttpStatusCode.NotFound, "the server has no such file (404)")]
    [InlineData(HttpStatusCode.ServiceUnavailable, "the server answered 503 ServiceUnavailable")]
    public async Task Says_what_the_server_answered(HttpStatusCode code, string reason)
    {
        _server.Answers = code;

        Assert.Equal($"{_server.Address}things.bin cannot be fetched: {reason}. Check the connection and the address, or name a mirror.", await RefusalAsync());
    }

    [Fact]
    public async Task Says_that_nobody_answers()
    {
        _server.Dispose();

        Assert.StartsWith($"{_server.Address}things.bin cannot be fetched: ", await RefusalAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Loses_patience_with_a_server_that_sends_nothing_more_and_goes_on_later()
    {
        _server.Stalls = true;

        Assert.Equal($"{_server.Address}things.bin sent nothing for 0.5 seconds; try again later, and the download goes on where it stopped, or name a mirror.", await RefusalAsync());
        Assert.InRange(new FileInfo(Part).Length, 1, Content.Length / 2);
    }

    [Fact]
    public async Task Leaves_nothing_when_it_is_cancelled()
    {
        _server.Stalls = true;
        using var stop = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => FetchAsync(onProgress: _ => stop.Cancel(), stop: stop));

        Assert.Empty(Directory.GetFiles(Path.GetDirectoryName(Whole)!));
    }

    [Fact]
    public async Task Says_that_the_folder_cannot_be_written()
    {
        File.WriteAllText(Path.Combine(_folder.Path, "things"), "a file in the folder's place");

        Assert.Contains("cannot be written: ", await RefusalAsync(), StringComparison.Ordinal);
    }

    Task<string> FetchAsync(PublishedDataset? dataset = null, Uri? home = null, Action<DownloadProgress>? onProgress = null, CancellationTokenSource? stop = null) =>
        new DatasetDownloader(new DataCache(_folder.Path), _client, TimeProvider.System) { Patience = TimeSpan.FromSeconds(0.5) }
            .FetchAsync(dataset ?? Dataset(), home ?? _server.Address, onProgress, stop?.Token ?? TestContext.Current.CancellationToken);

    async Task<string> RefusalAsync(PublishedDataset? dataset = null, Uri? home = null) =>
        (await Assert.ThrowsAsync<DataException>(() => FetchAsync(dataset, home))).Message;

    static PublishedDataset Dataset(string? sha256 = null) =>
        new("things", "Things.", new("http://localhost/"), [new("things.bin", Content.Length, sha256 ?? Convert.ToHexStringLower(SHA256.HashData(Content)))]);

    static byte[] Noise(int bytes, int seed)
    {
        var noise = new byte[bytes];
        new Random(seed).NextBytes(noise);
        return noise;
    }
}
