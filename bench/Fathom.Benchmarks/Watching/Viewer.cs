using System.Net.WebSockets;
using System.Text.Json;

namespace Fathom.Benchmarks.Watching;

/// <summary>What a page does with its live connection: wants the pictures in sight, parses what it gets, and says that it has drawn them.</summary>
sealed class Viewer : IAsyncDisposable
{
    static readonly byte[] Want = """{"want":["loss?scheme=light","gradient-map?scheme=light","depth-profile?scheme=light"],"again":[]}"""u8.ToArray();

    readonly ClientWebSocket _socket = new();
    readonly MemoryStream _message = new();
    readonly byte[] _buffer = new byte[64 * 1024];

    Viewer()
    {
    }

    public static async Task<Viewer> Connect(Uri server, string run, CancellationToken stop)
    {
        var viewer = new Viewer();
        viewer._socket.Options.SetRequestHeader("Origin", server.GetLeftPart(UriPartial.Authority));
        await viewer._socket.ConnectAsync(new UriBuilder(new Uri(server, $"live/{run}")) { Scheme = "ws" }.Uri, stop);
        await viewer._socket.SendAsync(Want, WebSocketMessageType.Text, true, stop);
        return viewer;
    }

    /// <summary>Takes the pictures of the next state that has any; the step that they show.</summary>
    public async Task<long> Next(CancellationToken stop)
    {
        while (true)
        {
            using var document = JsonDocument.Parse(await Receive(stop));
            var seen = document.RootElement.GetProperty("turn").GetInt64();
            await _socket.SendAsync(JsonSerializer.SerializeToUtf8Bytes(new { seen }), WebSocketMessageType.Text, true, stop);
            if (document.RootElement.GetProperty("pictures").GetArrayLength() > 0) return document.RootElement.GetProperty("step").GetInt64();
        }
    }

    async Task<ReadOnlyMemory<byte>> Receive(CancellationToken stop)
    {
        _message.SetLength(0);
        ValueWebSocketReceiveResult part;
        do
        {
            part = await _socket.ReceiveAsync(_buffer.AsMemory(), stop);
            _message.Write(_buffer, 0, part.Count);
        }
        while (!part.EndOfMessage);

        return _message.GetBuffer().AsMemory(0, (int)_message.Length);
    }

    public ValueTask DisposeAsync()
    {
        _socket.Dispose();
        _message.Dispose();
        return ValueTask.CompletedTask;
    }
}
