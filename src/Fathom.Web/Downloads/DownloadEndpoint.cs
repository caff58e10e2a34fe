using Fathom.Web.Live;
using Fathom.Web.Runs;
using Fathom.Web.Security;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Net.Http.Headers;

namespace Fathom.Web.Downloads;

/// <summary>Where viewers get a run as a file. The words of the address choose among what there is; none of them reaches the file system.</summary>
static class DownloadEndpoint
{
    /// <summary>As long as a run may take to be read for the first time.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static async Task Answer(HttpContext context, string id, string file)
    {
        // A foreign page cannot read what comes, but could have it made again and again.
        if (context.Request.Headers["Sec-Fetch-Site"].ToString() is "cross-site" or "same-site")
        {
            await Refusal.Answer(context, StatusCodes.Status403Forbidden, "This request comes from another site.");
            return;
        }

        var services = context.RequestServices;
        var maker = services.GetRequiredService<DownloadMaker>();
        if (services.GetRequiredService<RunDirectory>().FindFresh(id) is not { } run)
        {
            await Refusal.Answer(context, StatusCodes.Status404NotFound, "There is no such run.");
            return;
        }

        if (maker.IsBusy)
        {
            context.Response.Headers.RetryAfter = "5";
            await Refusal.Answer(context, StatusCodes.Status503ServiceUnavailable, "This server is making files for many viewers. Try again in some seconds.");
            return;
        }

        using var viewing = services.GetRequiredService<RunWatches>().Watch(run.Folder);
        var state = await viewing.Watch.After(0, context.RequestAborted).WaitAsync(Patience, context.RequestAborted);
        if (state.View is not { } view)
        {
            await Refusal.Answer(context, StatusCodes.Status404NotFound, $"This run cannot be read. {state.Problem}");
            return;
        }

        using var made = await maker.Make(view, viewing.Watch.Expectation, file, context.Request.QueryString.ToUriComponent(), context.RequestAborted);
        if (made is null) await Refusal.Answer(context, StatusCodes.Status404NotFound, "There is no such file of this run.");
        else await Send(context, made);
    }

    static Task Send(HttpContext context, Download made)
    {
        var response = context.Response;
        response.ContentType = made.ContentType;
        response.ContentLength = made.Content.Length;
        response.Headers.ContentDisposition = new ContentDispositionHeaderValue("attachment") { FileName = made.Name }.ToString();
        return made.Content.CopyToAsync(response.Body, context.RequestAborted);
    }
}
