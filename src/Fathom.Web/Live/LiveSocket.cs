using System.Buffers;
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.WebSockets;
using System.Text.Json;
using Fathom.Runs;

namespace Fathom.Web.Live;

/// <summary>
/// One viewer's live connection. The viewer says which pictures it shows; it gets what has changed of them in one message, a turn, and nothing more
/// until it answers that it has drawn it: a slow viewer sets its own pace, and gets the newest state, not all of them.
/// </summary>
sealed class LiveSocket(WebSocket socket, RunWatch watch)
{
    const int MostBytes = 32 * 1024;

    /// <summary>Of how many pictures is kept what the viewer has of them; beyond that, only of those that it shows.</summary>
    const int MostKnown = 64;

    // What the viewer has: whoever sends next sends what is new to it. Belongs to Tell alone.
    readonly Dictionary<string, Frame> _known = new(StringComparer.Ordinal);
    readonly ConcurrentQueue<string> _lost = new();
    readonly ArrayBufferWriter<byte> _message = new();
    readonly Signal _asked = new(), _answered = new();
    volatile IReadOnlyList<string> _wanted = [];
    (RunStatus? Status, string Problem) _told = (null, "");
    long _seen;

    public async Task Serve(CancellationToken cancellation)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        await using var wake = end.Token.Register(Wake);
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

    void Wake()
    {
        _asked.Set();
        _answered.Set();
    }

    async Task Tell(CancellationToken cancellation)
    {
        var (turn, begun) = (0L, 0L);
        while (!cancellation.IsCancellationRequested)
        {
            var (asked, changed) = (_asked.Next, watch.Changed);
            if (await Write(turn + 1))
            {
                turn++;
                begun = Stopwatch.GetTimestamp();
                await socket.SendAsync(_message.WrittenMemory, WebSocketMessageType.Text, true, cancellation);
            }

            // The answer is looked at only when there is something new: else each would wake this for nothing.
            await Task.WhenAny(asked, changed);
            await Drawn(turn, cancellation);
            // The run sets its own pace; who asks all the time gets no more than that.
            if (asked.IsCompleted && RunWatch.Shortest - Stopwatch.GetElapsedTime(begun) is var early && early > TimeSpan.Zero) await Task.Delay(early, cancellation);
        }
    }

    /// <summary>Writes the turn; false where the viewer has everything already.</summary>
    async ValueTask<bool> Write(long turn)
    {
        var (wanted, state, count) = (_wanted, watch.State, 0);
        Forget(wanted);
        _message.ResetWrittenCount();
        await using var writer = new Utf8JsonWriter(_message);
        writer.WriteStartObject();
        writer.WriteNumber("turn", turn);
        writer.WriteNumber("step", state.View?.Step ?? 0);
        writer.WriteString("status", state.View?.Status.ToString() ?? "");
        writer.WriteString("problem", state.Problem);
        writer.WriteStartArray("pictures");
        foreach (var key in wanted)
        {
            if (await state.Frame(key) is not { } frame || frame.Since(_known.GetValueOrDefault(key)) is not { IsEmpty: false } news) continue;
            writer.WriteRawValue(news.Span, skipInputValidation: true);
            _known[key] = frame;
            count++;
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
        var told = (state.View?.Status, state.Problem);
        if (count == 0 && told == _told) return false;
        _told = told;
        return true;
    }

    void Forget(IReadOnlyList<string> wanted)
    {
        while (_lost.TryDequeue(out var key)) _known.Remove(key);
        if (_known.Count <= MostKnown) return;
        foreach (var key in _known.Keys.Except(wanted, StringComparer.Ordinal).ToList()) _known.Remove(key);
    }

    async Task Drawn(long turn, CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            var answered = _answered.Next;
            if (Volatile.Read(ref _seen) >= turn) return;
            await answered;
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
        if (message.Seen is { } seen)
        {
            Volatile.Write(ref _seen, seen);
            _answered.Set();
        }

        if (message.Want is not { } want) return;
        foreach (var key in message.Again) _lost.Enqueue(key);
        _wanted = want;
        _asked.Set();
    }
}
