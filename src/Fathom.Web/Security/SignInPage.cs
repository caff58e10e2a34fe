using Microsoft.AspNetCore.Http;

namespace Fathom.Web.Security;

/// <summary>Asks for the token. Stands alone: nothing of the pages is sent before it was shown.</summary>
static class SignInPage
{
    public static Task Answer(HttpContext context, bool wasWrong)
    {
        // Only a page can show a form; scripts and live connections get the bare answer.
        if (!wasWrong && !context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase))
            return Refusal.Answer(context, StatusCodes.Status401Unauthorized, "Show the token first: it was printed when the server started.");
        context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        context.Response.ContentType = "text/html; charset=utf-8";
        return context.Response.WriteAsync(Page(wasWrong), context.RequestAborted);
    }

    static string Page(bool wasWrong) =>
        $"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
            <meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Sign in · Fathom</title>
        </head>
        <body>
        <main>
            <h1>Fathom</h1>
            {(wasWrong ? "<p role=\"alert\"><strong>That is not the token.</strong></p>" : "")}
            <form method="post" action="/sign-in">
                <p><label for="token">The token that was printed when the server started</label></p>
                <p><input id="token" name="token" type="password" autocomplete="current-password" required autofocus> <button>Sign in</button></p>
            </form>
        </main>
        </body>
        </html>
        """;
}
