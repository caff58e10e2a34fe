using System.Security.Claims;
using Microsoft.AspNetCore.Http;

namespace Fathom.Web.Security;

/// <summary>Stands before everything: which requests get in, and under whose name.</summary>
sealed class Gate(RequestDelegate next, HostRule hosts, Viewers viewers)
{
    const string TokenParameter = "token";
    const string SignInPath = "/sign-in";

    public Task InvokeAsync(HttpContext context)
    {
        SecurityHeaders.AddTo(context.Response);
        if (!hosts.Allows(context.Request.Host))
            return Refusal.Answer(context, StatusCodes.Status421MisdirectedRequest, "This server does not answer to that name. Call it by its address, or start it with --host NAME.");
        if (!OriginRule.Allows(context.Request))
            return Refusal.Answer(context, StatusCodes.Status403Forbidden, "This request comes from another site.");
        if (IsSignIn(context.Request)) return SignIn(context);
        if (context.Request.Query.ContainsKey(TokenParameter)) return Exchange(context);
        if (viewers.Of(context.Request) is { } known) return Enter(context, known);
        if (viewers.AreChosen) return SignInPage.Answer(context, wasWrong: false);
        return Enter(context, viewers.Welcome(context));
    }

    Task Enter(HttpContext context, string viewer)
    {
        context.User = new(new ClaimsIdentity([new(ClaimTypes.Name, viewer)], "cookie"));
        return next(context);
    }

    bool IsSignIn(HttpRequest request) => viewers.AreChosen && HttpMethods.IsPost(request.Method) && request.Path == SignInPath;

    async Task SignIn(HttpContext context)
    {
        var form = context.Request.HasFormContentType ? await context.Request.ReadFormAsync(context.RequestAborted) : FormCollection.Empty;
        await Admit(context, form[TokenParameter].ToString(), "/");
    }

    /// <summary>Takes the token out of the address, so that it stays neither in the history nor in what is copied from there.</summary>
    async Task Exchange(HttpContext context)
    {
        var request = context.Request;
        var token = request.Query[TokenParameter].ToString();
        var rest = QueryString.Create(request.Query.Where(pair => pair.Key != TokenParameter));
        // Only a path of this server: "//elsewhere" would be another one.
        var path = "/" + request.Path.ToUriComponent().TrimStart('/');
        if (!viewers.AreChosen) context.Response.Redirect(path + rest);
        else await Admit(context, token, path + rest);
    }

    async Task Admit(HttpContext context, string token, string path)
    {
        if (!viewers.Knows(token))
        {
            // Slows down whoever tries one after the other.
            await Task.Delay(TimeSpan.FromMilliseconds(300), context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await SignInPage.Answer(context, wasWrong: true);
            return;
        }

        viewers.Welcome(context);
        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.Response.Headers.Location = path;
    }
}
