using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Fathom.Web.Tests.Live;

public sealed class LiveSocketTests : IAsyncLifetime
{
    readonly string _runs = Directory.CreateTempSubdirectory("fathom-web-").FullName;
    WatchServer _server = null!;

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _server = await WatchServer.Start(new() { RunsFolder = _runs, Port = 0 }, Stop);

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        Directory.Delete(_runs, true);
    }

    [Fact]
    public async Task Sends_the_pictures_that_are_wanted_in_one_turn()
    {
        using var run = new PlayedTraining(_runs).Play(50).End();
        using var socket = await Connect(run.Id);

        await Say(socket, new { want = (string[])["loss?scheme=dark", "depth-profile?scheme=dark", "nonsense"] });

        var (pictures, closing) = await State(socket);
        Assert.Equal(["loss?scheme=dark", "depth-profile?scheme=dark"], pictures.Select(picture => picture.GetProperty("picture").GetString()));
        Assert.True(pictures[0].GetProperty("option").TryGetProperty("series", out _));
        Assert.Equal(50, closing.GetProperty("step").GetInt64());
        Assert.Equal("Finished", closing.GetProperty("status").GetString());
    }

    [Fact]
    public async Task Sends_nothing_more_to_a_viewer_that_has_not_drawn_and_then_only_the_newest()
    {
        using var run = new PlayedTraining(_runs, planned: 10_000).Play(20);
        using var socket = await Connect(run.Id);
        await Say(socket, new { want = (string[])["loss"] });
        var (_, first) = await State(socket);

        for (var time = 0; time < 20; time++)
        {
            run.Play(10);
            await Task.Delay(60, Stop);
        }

        await Say(socket, new { seen = first.GetProperty("turn").GetInt64() });
        var (pictures, next) = await State(socket);
        Assert.Single(pictures);
        Assert.Equal(220, next.GetProperty("step").GetInt64());
    }

    [Fact]
    public async Task Sends_a_picture_again_as_a_whole_to_a_viewer_that_has_lost_it()
    {
        using var run = new PlayedTraining(_runs).Play(50).End();
        using var socket = await Connect(run.Id);
        await Say(socket, new { want = (string[])["loss"] });
        var (_, first) = await State(socket);
        await Say(socket, new { seen = first.GetProperty("turn").GetInt64() });

        await Say(socket, new { want = (string[])["loss"], again = (string[])["loss"] });

        var (pictures, _) = await State(socket);
        Assert.True(Assert.Single(pictures).TryGetProperty("option", out _));
    }

    [Fact]
    public async Task Sends_what_has_changed_and_that_makes_exactly_the_whole_after_skipped_states_a_new_connection_and_a_loss()
    {
        string[] keys = ["loss", "gradient-map", "depth-profile", "ledger-waterfall", "histogram-of-gradients?layer=linear1"];
        using var run = new PlayedTraining(_runs, planned: 10_000).Play(200);
        var (changed, socket, known) = (0, await Connect(run.Id), new Dictionary<string, JsonNode>(StringComparer.Ordinal));
        await Say(socket, new { want = keys });
        for (var time = 1; time <= 24; time++)
        {
            var turn = (await Receive(socket)).Take(known, ref changed);
            // Grows by more than one column, and past the places where readings and losses are added up.
            run.Play(time % 5 == 0 ? 400 : 10);
            await Task.Delay(time % 3 == 0 ? 120 : 10, Stop);
            await Say(socket, new { seen = turn });
            if (time % 8 == 0)
            {
                socket.Dispose();
                (socket, known) = (await Connect(run.Id), new(StringComparer.Ordinal));
                await Say(socket, new { want = keys });
            }
            else if (time % 7 == 0)
            {
                known.Remove("loss");
                await Say(socket, new { want = keys, again = (string[])["loss"] });
            }
        }

        run.End();
        for (var status = ""; status != "Finished" || !known["loss"]["description"]!.GetValue<string>().Contains($"at step {run.Step};", StringComparison.Ordinal);)
        {
            var message = await Receive(socket);
            status = message.GetProperty("status").GetString()!;
            await Say(socket, new { seen = message.Take(known, ref changed) });
        }

        await Settle(socket, known);
        socket.Dispose();
        using var other = await Connect(run.Id);
        await Say(other, new { want = keys });
        var (whole, _) = await State(other);
        Assert.True(changed > 20);
        Assert.Equal(keys, whole.Select(picture => picture.GetProperty("picture").GetString()));
        foreach (var picture in whole) Assert.Equal(JsonNode.Parse(picture.GetRawText())!.ToJsonString(), known[picture.GetProperty("picture").GetString()!].ToJsonString());
    }

    [Fact]
    public async Task Sends_little_where_little_has_changed()
    {
        using var run = new PlayedTraining(_runs, planned: 10_000).Play(1000);
        using var socket = await Connect(run.Id);
        await Say(socket, new { want = (string[])["loss", "gradient-map"] });
        var (whole, first) = await State(socket);

        run.Play(10);
        await Say(socket, new { seen = first.GetProperty("turn").GetInt64() });
        var (changes, _) = await State(socket);

        var known = whole.ToDictionary(picture => picture.GetProperty("picture").GetString()!, picture => picture.GetRawText().Length, StringComparer.Ordinal);
        Assert.All(changes, picture => Assert.InRange(picture.GetRawText().Length, 1, known[picture.GetProperty("picture").GetString()!] / 4));
    }

    [Theory]
    [InlineData("no json")]
    [InlineData("[]")]
    [InlineData("{\"want\":[{}]}")]
    public async Task Ends_with_a_viewer_that_speaks_another_language(string text)
    {
        using var run = new PlayedTraining(_runs).Play(50).End();
        using var socket = await Connect(run.Id);

        await socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, true, Stop);

        await Assert.ThrowsAnyAsync<WebSocketException>(async () =>
        {
            while (true) await Receive(socket);
        });
    }

    [Fact]
    public async Task Knows_runs_by_their_ids_only()
    {
        using var run = new PlayedTraining(_runs).Play(5).End();

        foreach (var id in new[] { Guid.CreateVersion7().ToString(), Path.GetFileName(_runs), Uri.EscapeDataString(run.Folder.Path), run.Id[..8] })
            await Assert.ThrowsAsync<WebSocketException>(() => Connect(id));
    }

    async Task<ClientWebSocket> Connect(string id)
    {
        var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Origin", _server.Address.GetLeftPart(UriPartial.Authority));
        await socket.ConnectAsync(new UriBuilder(new Uri(_server.Address, $"live/{id}")) { Scheme = "ws" }.Uri, Stop);
        return socket;
    }

    static Task Say(ClientWebSocket socket, object message) => socket.SendAsync(JsonSerializer.SerializeToUtf8Bytes(message), WebSocketMessageType.Text, true, Stop);

    /// <summary>The next turn with pictures.</summary>
    static async Task<(IReadOnlyList<JsonElement> Pictures, JsonElement Turn)> State(ClientWebSocket socket)
    {
        while (true)
        {
            var message = await Receive(socket);
            if (message.GetProperty("pictures").GetArrayLength() > 0) return ([.. message.GetProperty("pictures").EnumerateArray()], message);
            await Say(socket, new { seen = message.GetProperty("turn").GetInt64() });
        }
    }

    /// <summary>Takes what comes until nothing has come for a second: large pictures come later than small ones.</summary>
    static async Task Settle(ClientWebSocket socket, Dictionary<string, JsonNode> known)
    {
        var changed = 0;
        var next = Receive(socket);
        while (await Task.WhenAny(next, Task.Delay(1500, Stop)) == next)
        {
            await Say(socket, new { seen = (await next).Take(known, ref changed) });
            next = Receive(socket);
        }
    }

    static async Task<JsonElement> Receive(ClientWebSocket socket)
    {
        using var whole = new MemoryStream();
        var buffer = new byte[64 * 1024];
        WebSocketReceiveResult part;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        patience.CancelAfter(TimeSpan.FromSeconds(30));
        do
        {
            part = await socket.ReceiveAsync(buffer, patience.Token);
            whole.Write(buffer, 0, part.Count);
            if (part.MessageType == WebSocketMessageType.Close) throw new WebSocketException("closed");
        }
        while (!part.EndOfMessage);

        return JsonDocument.Parse(whole.ToArray()).RootElement;
    }
}
