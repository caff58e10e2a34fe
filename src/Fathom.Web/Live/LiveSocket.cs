using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text.Json;

namespace Fathom.Web.Live;

/// <summary>
/// One viewer's live connection. The viewer says which pictures it shows; it gets each that has changed, then a closing word, and nothing more
/// until it answers that it has drawn them: a slow viewer sets its own pace, and gets the newest state, not all of them.
/// </summary>
sealed class LiveSocket(WebSocket socket, RunWatch watch)
{
    const int MostBytes = 32 * 1024;

    readonly ConcurrentDictionary<string, UInt128> _sent = new(StringComparer.Ordinal);
    readonly Signal _heard = new();
    volatile IReadOnlyList<string> _wanted = [];
    long _seen;

    public async Task Serve(CancellationToken cancellation)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var hearing = Hear(end);
        try
        {
            await Tell(end.Token);
        }
        catch (Exception gone) when (gone is OperationCanceledException or WebSocketException or IOException)
        {
            // The viewer left.
        }

        await end.CancelAsync();
        await hearing;
    }

    async Task Tell(CancellationToken cancellation)
    {
        var told = 0L;
        while (!cancellation.IsCancellationRequested)
        {
            var soon = Task.Delay(RunWatch.Shortest, cancellation);
            var (heard, changed) = (_heard.Next, watch.Changed);
            var state = watch.State;
            var count = 0;
            foreach (var key in _wanted)
            {
                if (await state.Frame(key) is not { } frame || (_sent.TryGetValue(key, out var digest) && digest == frame.Digest)) continue;
                await socket.SendAsync(frame.Bytes, WebSocketMessageType.Text, true, cancellation);
                _sent[key] = frame.Digest;
                count++;
            }

            if (state.Version != told || count > 0)
            {
                await socket.SendAsync(LiveMessage.Closing(state, count), WebSocketMessageType.Text, true, cancellation);
                told = state.Version;
                await Drawn(told, cancellation);
            }

            await soon;
            await Task.WhenAny(heard, changed).WaitAsync(cancellation);
        }
    }

    async Task Drawn(long version, CancellationToken cancellation)
    {
        while (true)
        {
            var heard = _heard.Next;
            if (Volatile.Read(ref _seen) >= version) return;
            await heard.WaitAsync(cancellation);
        }
    }

    async Task Hear(CancellationTokenSource end)
    {
        var buffer = new byte[MostBytes];
        try
        {
            while (!end.IsCancellationRequested)
            {
                var length = 0;
                ValueWebSocketReceiveResult part;
                do
                {
                    part = await socket.ReceiveAsync(buffer.AsMemory(length), end.Token);
                    length += part.Count;
                }
                while (!part.EndOfMessage && length < MostBytes);

                if (part.MessageType == WebSocketMessageType.Close || !part.EndOfMessage) break;
                Understand(buffer.AsMemory(0, length));
            }
        }
        catch (Exception gone) when (gone is OperationCanceledException or WebSocketException or IOException or JsonException)
        {
            // The viewer left, or does not speak this language.
        }

        await end.CancelAsync();
    }

    void Understand(ReadOnlyMemory<byte> text)
    {
        var message = LiveMessage.Read(text);
        if (message.Want is { } want)
        {
            foreach (var key in message.Again) _sent.TryRemove(key, out _);
            _wanted = want;
        }

        if (message.Seen is { } seen) Volatile.Write(ref _seen, seen);
        _heard.Set();
    }
}
