using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Fathom.Web.Serving;

/// <summary>Answers with an embedded file.</summary>
static class AssetEndpoint
{
    public static async Task Answer(HttpContext context, string name)
    {
        if (EmbeddedAssets.Find(name) is not { } asset)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var (request, response) = (context.Request, context.Response);
        var isExact = request.Query["v"] == asset.Fingerprint;
        response.Headers[HeaderNames.CacheControl] = isExact ? "public, max-age=31536000, immutable" : "no-cache";
        response.Headers[HeaderNames.ETag] = $"\"{asset.Fingerprint}\"";
        response.Headers[HeaderNames.Vary] = HeaderNames.AcceptEncoding;
        if (request.Headers[HeaderNames.IfNoneMatch] == $"\"{asset.Fingerprint}\"")
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        var packs = request.Headers[HeaderNames.AcceptEncoding].ToString().Contains("gzip", StringComparison.OrdinalIgnoreCase);
        var body = packs ? asset.Packed : asset.Content;
        if (packs) response.Headers[HeaderNames.ContentEncoding] = "gzip";
        response.ContentType = asset.ContentType;
        response.ContentLength = body.Length;
        if (!HttpMethods.IsHead(request.Method)) await response.Body.WriteAsync(body, context.RequestAborted);
    }
}
