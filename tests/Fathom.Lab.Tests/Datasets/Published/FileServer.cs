using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Fathom.Lab.Tests.Datasets.Published;

/// <summary>A web server on this machine that serves one file, well or badly.</summary>
sealed class FileServer : IDisposable
{
    readonly HttpListener _listener = new();
    readonly byte[] _content;

    public FileServer(byte[] content)
    {
        _content = content;
        using (var free = new TcpListener(IPAddress.Loopback, 0))
        {
            free.Start();
            Address = new Uri($"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}/data/");
        }

        _listener.Prefixes.Add(Address.AbsoluteUri);
        _listener.Start();
        _ = ServeAsync();
    }

    public Uri Address { get; }

    /// <summary>After how many bytes the connection is cut; null: never.</summary>
    public int? CutAfter { get; set; }

    /// <summary>Whether it says nothing more after the first half, and keeps the connection.</summary>
    public bool Stalls { get; set; }

    /// <summary>Whether it goes on where a client asks it to.</summary>
    public bool KnowsRanges { get; set; } = true;

    public HttpStatusCode? Answers { get; set; }

    public List<string> Requests { get; } = [];

    public void Dispose() => _listener.Close();

    async Task ServeAsync()
    {
        try
        {
            while (true) await AnswerAsync(await _listener.GetContextAsync());
        }
        catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException or InvalidOperationException)
        {
        }
    }

    async Task AnswerAsync(HttpListenerContext context)
    {
        var range = context.Request.Headers["Range"];
        Requests.Add($"{context.Request.Url!.AbsolutePath} {range}".TrimEnd());
        var from = range is not null && KnowsRanges ? int.Parse(range["bytes=".Length..^1], CultureInfo.InvariantCulture) : 0;
        if (Answers is { } code)
        {
            context.Response.StatusCode = (int)code;
            context.Response.Close();
            return;
        }

        if (from >= _content.Length)
        {
            context.Response.StatusCode = (int)HttpStatusCode.RequestedRangeNotSatisfiable;
            context.Response.Close();
            return;
        }

        if (from > 0)
        {
            context.Response.StatusCode = (int)HttpStatusCode.PartialContent;
            context.Response.Headers["Content-Range"] = $"bytes {from}-{_content.Length - 1}/{_content.Length}";
        }

        context.Response.ContentLength64 = _content.Length - from;
        var until = Math.Min(_content.Length, CutAfter ?? (Stalls ? _content.Length / 2 : _content.Length));
        await context.Response.OutputStream.WriteAsync(_content.AsMemory(from, Math.Max(0, until - from)));
        await context.Response.OutputStream.FlushAsync();
        if (Stalls) return;
        if (until < _content.Length) context.Response.Abort();
        else context.Response.Close();
    }
}
