using Microsoft.AspNetCore.Http;

namespace Fathom.Web.Security;

/// <summary>An answer in one sentence of plain text.</summary>
static class Refusal
{
    public static Task Answer(HttpContext context, int status, string sentence)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(sentence + "\n", context.RequestAborted);
    }
}
