using System.Net;
using System.Net.Http.Headers;
using System.Net.WebSockets;

namespace Fathom.Web.Tests.Security;

public sealed class GateTests : IAsyncLifetime
{
    const string Token = "a token that nobody would guess";

    readonly string _runs = Directory.CreateTempSubdirectory("fathom-web-").FullName;
    WatchServer _open = null!;
    WatchServer _closed = null!;

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _open = await WatchServer.Start(new() { RunsFolder = _runs, Port = 0 }, Stop);
        _closed = await WatchServer.Start(new() { RunsFolder = _runs, Port = 0, Token = Token }, Stop);
    }

    public async ValueTask DisposeAsync()
    {
        await _open.DisposeAsync();
        await _closed.DisposeAsync();
        Directory.Delete(_runs, true);
    }

    [Fact]
    public async Task Lets_loopback_in_without_a_token()
    {
        using var browser = Browser();

        using var answer = await browser.GetAsync(_open.Address, Stop);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task Makes_a_token_of_its_own_for_an_address_that_others_reach()
    {
        await using var server = await WatchServer.Start(new() { RunsFolder = _runs, Port = 0, Address = IPAddress.Any }, Stop);
        using var browser = Browser();
        var loopback = new UriBuilder(server.Address) { Host = "127.0.0.1" }.Uri;

        using var refused = await browser.GetAsync(loopback, Stop);

        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.Matches("[?]token=[A-Za-z0-9_-]{32}$", server.FirstVisit.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("compare?left=x")]
    [InlineData("assets/fathom.css")]
    [InlineData("assets/blazor.web.js")]
    [InlineData("live/0198c0de-0000-7000-8000-000000000001")]
    [InlineData("files/0198c0de-0000-7000-8000-000000000001/report.html")]
    [InlineData("_blazor/initializers")]
    public async Task Shows_nothing_without_the_token(string path)
    {
        using var browser = Browser();

        using var answer = await browser.GetAsync(new Uri(_closed.Address, path), Stop);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task Exchanges_the_token_for_a_cookie_and_takes_it_out_of_the_address()
    {
        using var browser = Browser();

        using var exchange = await browser.GetAsync(new Uri(_closed.Address, "compare?left=x&token=" + Uri.EscapeDataString(Token)), Stop);
        using var next = await browser.GetAsync(_closed.Address, Stop);

        Assert.Equal(HttpStatusCode.SeeOther, exchange.StatusCode);
        Assert.Equal("/compare?left=x", exchange.Headers.Location!.ToString());
        var cookie = Assert.Single(exchange.Headers.GetValues("Set-Cookie"));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(Token, cookie, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, next.StatusCode);
    }

    [Fact]
    public async Task Never_redirects_to_another_server()
    {
        using var browser = Browser();

        using var answer = await browser.GetAsync(_closed.Address + "/evil.example/x?token=" + Uri.EscapeDataString(Token), Stop);

        Assert.Equal("/evil.example/x", answer.Headers.Location!.ToString());
    }

    [Theory]
    [InlineData("wrong")]
    [InlineData("")]
    [InlineData("a token that nobody would guess ")]
    public async Task Refuses_a_wrong_token(string wrong)
    {
        using var browser = Browser();

        using var answer = await browser.GetAsync(new Uri(_closed.Address, "?token=" + Uri.EscapeDataString(wrong)), Stop);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.False(answer.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task Refuses_a_cookie_that_it_did_not_sign()
    {
        using var browser = Browser();
        using var request = new HttpRequestMessage(HttpMethod.Get, _closed.Address);
        request.Headers.Add("Cookie", $"fathom-viewer-{_closed.Address.Port}=AAAAAAAAAAAAAAAAAAAAAA.BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB");

        using var answer = await browser.SendAsync(request, Stop);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task Signs_in_with_a_form_too()
    {
        using var browser = Browser();
        using var form = new HttpRequestMessage(HttpMethod.Post, new Uri(_closed.Address, "sign-in"));
        form.Content = new FormUrlEncodedContent([new("token", Token)]);
        form.Headers.Add("Origin", _closed.Address.GetLeftPart(UriPartial.Authority));

        using var answer = await browser.SendAsync(form, Stop);
        using var next = await browser.GetAsync(_closed.Address, Stop);

        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Equal(HttpStatusCode.OK, next.StatusCode);
    }

    [Theory]
    [InlineData("evil.example")]
    [InlineData("127.0.0.1.evil.example")]
    [InlineData("localhost.evil.example")]
    [InlineData("192.168.0.7")]
    public async Task Refuses_a_name_that_is_not_its_own(string host)
    {
        using var browser = Browser();
        using var request = new HttpRequestMessage(HttpMethod.Get, _open.Address);
        request.Headers.Host = $"{host}:{_open.Address.Port}";

        using var answer = await browser.SendAsync(request, Stop);

        Assert.Equal(HttpStatusCode.MisdirectedRequest, answer.StatusCode);
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("127.0.0.1")]
    [InlineData("[::1]")]
    public async Task Answers_to_the_names_of_loopback(string host)
    {
        using var browser = Browser();
        using var request = new HttpRequestMessage(HttpMethod.Get, _open.Address);
        request.Headers.Host = $"{host}:{_open.Address.Port}";

        using var answer = await browser.SendAsync(request, Stop);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Theory]
    [InlineData("http://evil.example")]
    [InlineData("null")]
    [InlineData(null)]
    [InlineData("http://127.0.0.1:1")]
    public async Task Refuses_to_negotiate_a_live_connection_for_another_origin(string? origin)
    {
        using var browser = Browser();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_open.Address, "_blazor/negotiate?negotiateVersion=1"));
        if (origin is not null) request.Headers.TryAddWithoutValidation("Origin", origin);

        using var answer = await browser.SendAsync(request, Stop);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Theory]
    [InlineData("_blazor?id=x", "http://evil.example")]
    [InlineData("_blazor?id=x", null)]
    [InlineData("live/0198c0de-0000-7000-8000-000000000001", "http://evil.example")]
    [InlineData("live/0198c0de-0000-7000-8000-000000000001", null)]
    public async Task Opens_no_web_socket_for_another_origin(string path, string? origin)
    {
        using var socket = new ClientWebSocket();
        if (origin is not null) socket.Options.SetRequestHeader("Origin", origin);
        socket.Options.CollectHttpResponseDetails = true;

        await Assert.ThrowsAsync<WebSocketException>(() => socket.ConnectAsync(new UriBuilder(new Uri(_open.Address, path)) { Scheme = "ws" }.Uri, Stop));

        Assert.Equal(HttpStatusCode.Forbidden, socket.HttpStatusCode);
    }

    [Theory]
    [InlineData("")]
    [InlineData("assets/charts.js")]
    [InlineData("no/such/page")]
    public async Task Forbids_everything_foreign_on_every_answer(string path)
    {
        using var browser = Browser();

        using var answer = await browser.GetAsync(new Uri(_open.Address, path), Stop);

        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("script-src 'self';", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("no-referrer", Assert.Single(answer.Headers.GetValues("Referrer-Policy")));
    }

    [Theory]
    [InlineData("live/..%2f..%2fetc")]
    [InlineData("assets/..%2f..%2fFathom.Web.dll")]
    [InlineData("assets/fathom.css%00")]
    public async Task Leads_to_no_file(string path)
    {
        using var browser = Browser();

        using var answer = await browser.GetAsync(new Uri(_open.Address, path), Stop);

        Assert.Contains(answer.StatusCode, (HttpStatusCode[])[HttpStatusCode.NotFound, HttpStatusCode.BadRequest]);
    }

    static HttpClient Browser()
    {
        var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new() });
        client.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("text/html"));
        return client;
    }
}
