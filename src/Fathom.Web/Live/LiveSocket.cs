using System.Collections.Concurrent;
using System.Diagnostics;
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

    /// <summary>Bytes of one picture: a map of 64 KiB comes ten times a second, a small chart as often as the run says something new.</summary>
    const long MostPerSecond = 640 * 1024;

    readonly ConcurrentDictionary<string, Sent> _sent = new(StringComparer.Ordinal);
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
        var (told, turn) = (0L, 0L);
        while (!cancellation.IsCancellationRequested)
        {
            var soon = Task.Delay(RunWatch.Shortest, cancellation);
            var (heard, changed) = (_heard.Next, watch.Changed);
            var state = watch.State;
            var (count, waiting) = await Send(state, cancellation);
            if (state.Version != told || count > 0)
            {
                await socket.SendAsync(LiveMessage.Closing(state, ++turn, count), WebSocketMessageType.Text, true, cancellation);
                told = state.Version;
                await Drawn(turn, cancellation);
            }

            await soon;
            if (!waiting) await Task.WhenAny(heard, changed).WaitAsync(cancellation);
        }
    }

    /// <summary>How many pictures were sent, and whether one must wait for its turn.</summary>
    async Task<(int Count, bool IsWaiting)> Send(RunState state, CancellationToken cancellation)
    {
        var (count, waiting) = (0, false);
        foreach (var key in _wanted)
        {
            _sent.TryGetValue(key, out var last);
            if (last.State == state.Version) continue;
            if (Stopwatch.GetTimestamp() < last.Due)
            {
                waiting = true;
                continue;
            }

            if (await state.Frame(key) is not { } frame) continue;
            if (frame.Digest != last.Digest)
            {
                await socket.SendAsync(frame.Bytes, WebSocketMessageType.Text, true, cancellation);
                count++;
            }

            _sent[key] = new(state.Version, frame.Digest, Stopwatch.GetTimestamp() + Stopwatch.Frequency * frame.Bytes.Length / MostPerSecond);
        }

        return (count, waiting);
    }

    async Task Drawn(long turn, CancellationToken cancellation)
    {
        while (true)
        {
            var heard = _heard.Next;
            if (Volatile.Read(ref _seen) >= turn) return;
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

    /// <summary>What the viewer has of a picture: of which state, with which content, and from when on it may get the next.</summary>
    readonly record struct Sent(long State, UInt128 Digest, long Due);
}
