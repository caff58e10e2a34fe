using Fathom.Web.Serving;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Fathom.Web.Charts;

/// <summary>The browser's part of the charts, loaded once per viewer.</summary>
public sealed class ChartScript(IJSRuntime script) : IAsyncDisposable
{
    Task<IJSObjectReference>? _module;

    /// <summary>Draws an ECharts option in JSON into an element, or replaces what is drawn there; <paramref name="height"/> in CSS pixels.</summary>
    public async ValueTask Show(ElementReference canvas, string option, int height)
    {
        try
        {
            await (await Module()).InvokeVoidAsync("show", canvas, option, height);
        }
        catch (Exception gone) when (IsGone(gone))
        {
        }
    }

    /// <summary>Takes the drawing away.</summary>
    public async ValueTask End(ElementReference canvas)
    {
        if (_module is not { IsCompletedSuccessfully: true }) return;
        try
        {
            await (await _module).InvokeVoidAsync("end", canvas);
        }
        catch (Exception gone) when (IsGone(gone))
        {
        }
    }

    /// <summary>The colour scheme that is shown: "light" or "dark".</summary>
    public async ValueTask<string> Scheme()
    {
        try
        {
            return await (await Module()).InvokeAsync<string>("scheme");
        }
        catch (Exception gone) when (IsGone(gone))
        {
            return "light";
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_module is not { IsCompletedSuccessfully: true }) return;
        try
        {
            await (await _module).DisposeAsync();
        }
        catch (Exception gone) when (IsGone(gone))
        {
        }
    }

    Task<IJSObjectReference> Module() => _module ??= script.InvokeAsync<IJSObjectReference>("import", "/" + EmbeddedAssets.Address("charts.js")).AsTask();

    // A viewer may leave at any moment; there is nobody left to draw for.
    static bool IsGone(Exception failure) => failure is JSDisconnectedException or OperationCanceledException or ObjectDisposedException;
}
