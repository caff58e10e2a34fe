using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;

namespace Fathom.Lab.Datasets.Published;

/// <summary>Fetches published data sets into a cache.</summary>
/// <remarks>
/// A file appears under its name only when it is whole and its SHA-256 is right; until then it has the ending <c>.part</c>. After a cut
/// connection the next attempt goes on where the last one ended, where the server can; after a cancellation nothing is left.
/// </remarks>
/// <param name="cache">Where the files go.</param>
/// <param name="client">What they are fetched with; not disposed.</param>
/// <param name="time">The clock for time-outs.</param>
public sealed class DatasetDownloader(DataCache cache, HttpClient client, TimeProvider time)
{
    const string PartEnding = ".part";
    const int BufferBytes = 1 << 16;

    /// <summary>How long to wait for the server's next bytes; default 30 seconds.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Fetches what of <paramref name="dataset"/> is not in the cache yet.</summary>
    /// <param name="dataset">What to fetch.</param>
    /// <param name="home">A mirror's address, which the files' names are appended to; null: the data set's own home.</param>
    /// <param name="onProgress">Told after each piece, on whichever thread received it; null: nobody.</param>
    /// <param name="cancellation">Ends the download and removes what is half.</param>
    /// <returns>The folder with the files.</returns>
    /// <exception cref="DataException">The server cannot be reached, breaks off, or sends something else; or the disk refuses.</exception>
    /// <exception cref="OperationCanceledException">The download was cancelled.</exception>
    public async Task<string> FetchAsync(
        PublishedDataset dataset, Uri? home = null, Action<DownloadProgress>? onProgress = null, CancellationToken cancellation = default)
    {
        var folder = cache.FolderOf(dataset);
        var before = 0L;
        foreach (var file in dataset.Files)
        {
            if (!cache.Holds(dataset, file))
            {
                var start = before;
                await FetchAsync(new(Below(home ?? dataset.Home), file.Name), Path.Combine(folder, file.Name), file,
                    bytes => onProgress?.Invoke(new(file.Name, start + bytes, dataset.Bytes)), cancellation);
            }

            before += file.Bytes;
        }

        return folder;
    }

    async Task FetchAsync(Uri address, string path, PublishedFile file, Action<long> onBytes, CancellationToken cancellation)
    {
        var part = path + PartEnding;
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            var wasBegun = File.Exists(part);
            await ReceiveAsync(address, part, file, onBytes, cancellation);
            // What an earlier attempt left may itself be wrong: then the file is fetched anew, once.
            if (wasBegun && !await IsRightAsync(part, file, cancellation)) await ReceiveAsync(address, part, file, onBytes, cancellation);
            if (!await IsRightAsync(part, file, cancellation)) throw Different(address, file);
            File.Move(part, path, overwrite: true);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            File.Delete(part);
            throw;
        }
        catch (OperationCanceledException)
        {
            throw new DataException(string.Create(CultureInfo.InvariantCulture,
                $"{address} sent nothing for {Patience.TotalSeconds:0.#} seconds; try again later, and the download goes on where it stopped, or name a mirror."));
        }
        catch (HttpRequestException exception)
        {
            throw new DataException($"{address} cannot be fetched: {Reason(exception)}. Check the connection and the address, or name a mirror.");
        }
        catch (Exception exception) when (exception is HttpIOException or EndOfStreamException)
        {
            throw new DataException($"The connection to {address} broke off; try again, and the download goes on where it stopped.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new DataException($"{path} cannot be written: {exception.Message} Free some space, or choose another folder with {DataCache.Variable}.");
        }
    }

    async Task ReceiveAsync(Uri address, string part, PublishedFile file, Action<long> onBytes, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var timer = time.CreateTimer(_ => patience.Cancel(), null, Patience, Timeout.InfiniteTimeSpan);
        await using var to = new FileStream(part, FileMode.OpenOrCreate, FileAccess.Write, FileShare.None);
        // What is already longer than the whole belongs to something else.
        if (to.Length > file.Bytes) to.SetLength(0);
        if (to.Length == file.Bytes) return;

        using var response = await RequestAsync(address, to, patience.Token);
        await using var from = await response.Content.ReadAsStreamAsync(patience.Token);
        var buffer = new byte[BufferBytes];
        while (true)
        {
            timer.Change(Patience, Timeout.InfiniteTimeSpan);
            var read = await from.ReadAsync(buffer, patience.Token);
            if (read == 0) break;
            await to.WriteAsync(buffer.AsMemory(0, read), cancellation);
            onBytes(to.Length);
            if (to.Length > file.Bytes) break;
        }

        // A response without a length, or cut short behind a proxy that hides it, just ends.
        if (to.Length < file.Bytes && response.Content.Headers.ContentLength is null) throw new EndOfStreamException();
    }

    /// <summary>The server's answer from where <paramref name="to"/> ends, or from the start where it cannot go on; then it is emptied.</summary>
    async Task<HttpResponseMessage> RequestAsync(Uri address, FileStream to, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (to.Length > 0) request.Headers.Range = new RangeHeaderValue(to.Length, null);
        var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
        if (response.StatusCode == HttpStatusCode.PartialContent && response.Content.Headers.ContentRange?.From == to.Length)
        {
            to.Seek(0, SeekOrigin.End);
            return response;
        }

        if (to.Length > 0 && response.StatusCode is (HttpStatusCode.PartialContent or HttpStatusCode.RequestedRangeNotSatisfiable))
        {
            response.Dispose();
            to.SetLength(0);
            return await RequestAsync(address, to, cancellation);
        }

        if (!response.IsSuccessStatusCode) using (response) response.EnsureSuccessStatusCode();
        to.SetLength(0);
        return response;
    }

    /// <summary>Whether the file is the one that was meant; else it is removed.</summary>
    static async Task<bool> IsRightAsync(string part, PublishedFile file, CancellationToken cancellation)
    {
        await using (var whole = File.OpenRead(part))
        {
            if (Convert.ToHexStringLower(await SHA256.HashDataAsync(whole, cancellation)) == file.Sha256) return true;
        }

        File.Delete(part);
        return false;
    }

    static DataException Different(Uri address, PublishedFile file) => new(string.Create(CultureInfo.InvariantCulture,
        $"{address} sent something else than {file.Name}: it must have {file.Bytes:N0} bytes with the SHA-256 {file.Sha256}. Nothing was kept; name another mirror."));

    static string Reason(HttpRequestException exception) => exception switch
    {
        { StatusCode: HttpStatusCode.NotFound } => "the server has no such file (404)",
        { StatusCode: { } code } => $"the server answered {(int)code} {code}",
        _ => exception.Message.TrimEnd('.'),
    };

    static Uri Below(Uri home) => home.AbsoluteUri.EndsWith('/') ? home : new Uri(home.AbsoluteUri + "/");
}
