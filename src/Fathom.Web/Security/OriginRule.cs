using Microsoft.AspNetCore.Http;

namespace Fathom.Web.Security;

/// <summary>
/// Whether a request comes from one of this server's own pages. Browsers apply no same-origin rule to WebSockets, and send a form anywhere; but
/// they always say from which origin both come.
/// </summary>
static class OriginRule
{
    public static bool Allows(HttpRequest request)
    {
        var origin = request.Headers.Origin.ToString();
        if (origin.Length > 0) return IsOwn(origin, request.Host);
        return !NeedsOrigin(request);
    }

    static bool NeedsOrigin(HttpRequest request) =>
        request.HttpContext.WebSockets.IsWebSocketRequest
        || request.Headers.Upgrade.Count > 0
        || !(HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method));

    // Not the scheme: behind a proxy that speaks TLS the pages are https, and what arrives here is http.
    static bool IsOwn(string origin, HostString host) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var from)
        && from.Scheme is "http" or "https"
        && string.Equals(from.IdnHost.Trim('[', ']'), host.Host.Trim('[', ']'), StringComparison.OrdinalIgnoreCase)
        && (host.Port ?? (from.IsDefaultPort ? from.Port : 80)) == from.Port;
}
