using Fathom.Web.Serving;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Fathom.Web.Charts;

/// <summary>The browser's part of the charts, loaded once per viewer. Does nothing for a viewer that has left.</summary>
public sealed class ChartScript(IJSRuntime script) : IAsyncDisposable
{
    Task<IJSObjectReference>? _module;

    /// <summary>Draws an ECharts option in JSON into an element, or replaces what is drawn there; <paramref name="height"/> in CSS pixels.</summary>
    public Task Show(ElementReference canvas, string option, int height) => Try(module => module.InvokeVoidAsync("show", canvas, option, height));

    /// <summary>Takes the drawing away.</summary>
    public Task End(ElementReference canvas) => _module is null ? Task.CompletedTask : Try(module => module.InvokeVoidAsync("end", canvas));

    /// <summary>Has a figure follow a picture of a run, in place of what it followed.</summary>
    internal Task Follow(ElementReference figure, string run, string picture) => Try(module => module.InvokeVoidAsync("follow", figure, run, picture));

    /// <summary>Has a figure follow no picture any more.</summary>
    internal Task Leave(ElementReference figure) => _module is null ? Task.CompletedTask : Try(module => module.InvokeVoidAsync("leave", figure));

    /// <summary>The colour scheme that is shown: "light" or "dark".</summary>
    public async Task<string> Scheme()
    {
        var scheme = "light";
        await Try(async module => scheme = await module.InvokeAsync<string>("scheme"));
        return scheme;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_module is not null) await Try(module => module.DisposeAsync());
    }

    async Task Try(Func<IJSObjectReference, ValueTask> act)
    {
        try
        {
            _module ??= script.InvokeAsync<IJSObjectReference>("import", "/" + EmbeddedAssets.Address("charts.js")).AsTask();
            await act(await _module);
        }
        catch (Exception gone) when (gone is JSDisconnectedException or OperationCanceledException or ObjectDisposedException)
        {
            // A viewer may leave at any moment; there is nobody left to draw for.
        }
    }
}
