using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

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
    public async Task Sends_the_pictures_that_are_wanted_and_a_closing_word()
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
    public async Task Sends_a_picture_again_to_a_viewer_that_has_lost_it()
    {
        using var run = new PlayedTraining(_runs).Play(50).End();
        using var socket = await Connect(run.Id);
        await Say(socket, new { want = (string[])["loss"] });
        var (_, first) = await State(socket);
        await Say(socket, new { seen = first.GetProperty("turn").GetInt64() });

        await Say(socket, new { want = (string[])["loss"], again = (string[])["loss"] });

        var (pictures, _) = await State(socket);
        Assert.Single(pictures);
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

    static async Task<(List<JsonElement> Pictures, JsonElement Closing)> State(ClientWebSocket socket)
    {
        var pictures = new List<JsonElement>();
        while (true)
        {
            var message = await Receive(socket);
            if (message.TryGetProperty("picture", out _)) pictures.Add(message);
            else if (message.GetProperty("count").GetInt32() > 0) return (pictures, message);
            else await Say(socket, new { seen = message.GetProperty("turn").GetInt64() });
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
