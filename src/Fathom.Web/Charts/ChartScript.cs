using Fathom.Web.Serving;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Fathom.Web.Charts;

/// <summary>The browser's part of the charts, loaded once per viewer. Does nothing for a viewer that has left.</summary>
public sealed class ChartScript(IJSRuntime script) : IAsyncDisposable
{
    readonly BrowserModule _browser = new(script, "charts.js");

    /// <summary>Draws an ECharts option in JSON into an element, or replaces what is drawn there; <paramref name="height"/> in CSS pixels.</summary>
    public Task Show(ElementReference canvas, string option, int height) => _browser.Try(module => module.InvokeVoidAsync("show", canvas, option, height));

    /// <summary>Takes the drawing away.</summary>
    public Task End(ElementReference canvas) => !_browser.IsLoaded ? Task.CompletedTask : _browser.Try(module => module.InvokeVoidAsync("end", canvas));

    /// <summary>Has a figure follow a picture of a run, in place of what it followed.</summary>
    internal Task Follow(ElementReference figure, string run, string picture) => _browser.Try(module => module.InvokeVoidAsync("follow", figure, run, picture));

    /// <summary>Has a figure follow no picture any more.</summary>
    internal Task Leave(ElementReference figure) => !_browser.IsLoaded ? Task.CompletedTask : _browser.Try(module => module.InvokeVoidAsync("leave", figure));

    /// <summary>The colour scheme that is shown: "light" or "dark".</summary>
    public async Task<string> Scheme()
    {
        var scheme = "light";
        await _browser.Try(async module => scheme = await module.InvokeAsync<string>("scheme"));
        return scheme;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _browser.DisposeAsync();
}
