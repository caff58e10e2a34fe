using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Fathom.Web.Security;

/// <summary>Knows browsers again by a signed cookie that scripts cannot read and other sites cannot use.</summary>
sealed class Viewers
{
    const int IdLength = 16;

    readonly byte[]? _token;
    readonly byte[] _key;

    public Viewers(WatchOptions options)
    {
        _token = options.Token is { } token ? SHA256.HashData(Encoding.UTF8.GetBytes(token)) : null;
        // With a token of the user's own the cookie outlives a restart; else it is worth as much as this process.
        _key = _token is null ? RandomNumberGenerator.GetBytes(32) : HMACSHA256.HashData(_token, "fathom viewer"u8);
    }

    /// <summary>True where a browser must show a token before it sees anything.</summary>
    public bool AreChosen => _token is not null;

    /// <summary>In constant time: how long the answer takes tells nothing about the token.</summary>
    public bool Knows(string token) =>
        _token is not null && CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(token)), _token);

    /// <summary>Who sends the request; null where it shows no cookie of this server.</summary>
    public string? Of(HttpRequest request)
    {
        if (!request.Cookies.TryGetValue(CookieName(request), out var cookie) || cookie is null) return null;
        if (cookie.Length > 128 || cookie.Split('.') is not [var id, var signature]) return null;
        return CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(signature), Encoding.ASCII.GetBytes(Signed(id))) ? id : null;
    }

    /// <summary>Gives the browser a cookie, and says who it is from now on.</summary>
    public string Welcome(HttpContext context)
    {
        var id = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(IdLength));
        context.Response.Cookies.Append(CookieName(context.Request), $"{id}.{Signed(id)}", new()
        {
            HttpOnly = true, SameSite = SameSiteMode.Strict, Secure = context.Request.IsHttps, Path = "/", IsEssential = true,
        });
        return id;
    }

    /// <summary>A token that nobody guesses.</summary>
    public static string NewToken() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(24));

    // Browsers keep cookies per machine, not per port: two servers must not take each other's.
    static string CookieName(HttpRequest request) => $"fathom-viewer-{request.Host.Port ?? 80}";

    string Signed(string id) => Base64Url.EncodeToString(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(id)));
}
