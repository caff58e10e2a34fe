using Fathom.Web.Runs;
using Fathom.Web.Security;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Fathom.Web.Live;

/// <summary>Where viewers connect to follow a run.</summary>
static class LiveEndpoint
{
    public static async Task Answer(HttpContext context, string id)
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            await Refusal.Answer(context, StatusCodes.Status400BadRequest, "This address is for live connections only.");
            return;
        }

        var services = context.RequestServices;
        if (services.GetRequiredService<RunDirectory>().FindFresh(id) is not { } run)
        {
            await Refusal.Answer(context, StatusCodes.Status404NotFound, "There is no such run.");
            return;
        }

        using var viewing = services.GetRequiredService<RunWatches>().Watch(run.Folder);
        // A browser that vanished without a word is noticed.
        using var socket = await context.WebSockets.AcceptWebSocketAsync(new WebSocketAcceptContext { KeepAliveInterval = TimeSpan.FromSeconds(15), KeepAliveTimeout = TimeSpan.FromSeconds(15) });
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping);
        await new LiveSocket(socket, viewing.Watch).Serve(end.Token);
    }
}
