using System.Net;
using Fathom.Web.Charts;
using Fathom.Web.Children;
using Fathom.Web.Downloads;
using Fathom.Web.Live;
using Fathom.Web.Runs;
using Fathom.Web.Security;
using Fathom.Web.Serving;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Fathom.Web;

/// <summary>The live pages, served to browsers.</summary>
public sealed class WatchServer : IAsyncDisposable
{
    readonly WebApplication _application;

    WatchServer(WebApplication application, Uri address, string? token)
    {
        (_application, Address) = (application, address);
        FirstVisit = token is null ? address : new(address, "?token=" + Uri.EscapeDataString(token));
    }

    /// <summary>Where a browser finds the pages.</summary>
    public Uri Address { get; }

    /// <summary>The address of a browser's first visit: the same, with the token where one is demanded.</summary>
    public Uri FirstVisit { get; }

    /// <summary>Starts to serve.</summary>
    /// <exception cref="IOException">The address or the port cannot be had.</exception>
    public static async Task<WatchServer> Start(WatchOptions options, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Token is null && !IPAddress.IsLoopback(options.Address)) options = options with { Token = Viewers.NewToken() };
        var log = new ProblemLog(options.Problem ?? (_ => { }));
        var application = Build(options, log);
        try
        {
            // Before anybody comes: an index that cannot be opened is told now, not on a page.
            application.Services.GetRequiredService<RunDirectory>();
            await application.StartAsync(cancellation);
            log.IsOn = true;
        }
        catch
        {
            await application.DisposeAsync();
            throw;
        }

        var bound = application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        return new(application, AddressOf(bound), options.Token);
    }

    /// <summary>Waits until <paramref name="cancellation"/>, then stops.</summary>
    public async Task RunUntil(CancellationToken cancellation)
    {
        await Task.Delay(Timeout.Infinite, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(3));
        await _application.StopAsync(patience.Token);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _application.DisposeAsync();

    // A server that listens everywhere is called by its machine's name.
    static Uri AddressOf(string bound)
    {
        var address = new Uri(bound);
        return IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip) && (ip.Equals(IPAddress.Any) || ip.Equals(IPAddress.IPv6Any))
            ? new UriBuilder(address) { Host = Environment.MachineName }.Uri
            : address;
    }

    static WebApplication Build(WatchOptions options, ProblemLog log)
    {
        // Empty: neither the environment's ASPNETCORE_URLS nor a settings file decides who can reach the pages.
        var builder = WebApplication.CreateEmptyBuilder(new() { ApplicationName = typeof(WatchServer).Assembly.GetName().Name, ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 1 << 20;
            kestrel.Listen(options.Address, options.Port);
        });
        builder.Logging.SetMinimumLevel(LogLevel.Error);
        builder.Logging.AddProvider(log);
        Add(builder.Services, options);

        var application = builder.Build();
        application.UseWebSockets();
        application.UseMiddleware<Gate>(new HostRule(options), new Viewers(options));
        application.UseStatusCodePagesWithReExecute("/not-found");
        application.UseRouting();
        application.UseAntiforgery();
        application.MapMethods("/assets/{name}", [HttpMethods.Get, HttpMethods.Head], AssetEndpoint.Answer);
        application.Map("/live/{id}", LiveEndpoint.Answer);
        application.MapGet("/files/{id}/{file}", DownloadEndpoint.Answer);
        application.MapRazorComponents<App>().AddInteractiveServerRenderMode(render => render.ContentSecurityFrameAncestorsPolicy = null);
        return application;
    }

    static void Add(IServiceCollection services, WatchOptions options)
    {
        services.AddSingleton(options).AddSingleton(options.Time);
        services.AddSingleton<ChildTraining>().AddScoped<ViewerName>();
        services.AddSingleton(_ => new RunDirectory(options));
        services.AddSingleton(_ => new RunWatches(folder => new JournalSource(folder, options.Time), options.Time));
        services.AddSingleton<DownloadMaker>().AddScoped<ChartScript>();
        services.AddRoutingCore();
        // Keys live as long as the server: nothing of it lies in the home folder.
        services.AddDataProtection().UseEphemeralDataProtectionProvider();
        services.AddRazorComponents().AddInteractiveServerComponents(circuit => circuit.DisconnectedCircuitRetentionPeriod = TimeSpan.FromMinutes(2));
    }
}
