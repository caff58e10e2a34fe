using Microsoft.JSInterop;

namespace Fathom.Web.Serving;

/// <summary>A script module in a viewer's browser, loaded at first use. Does nothing for a viewer that has left.</summary>
/// <param name="script">The way to the browser.</param>
/// <param name="file">The module's name among the embedded assets.</param>
sealed class BrowserModule(IJSRuntime script, string file) : IAsyncDisposable
{
    Task<IJSObjectReference>? _module;

    public bool IsLoaded => _module is not null;

    public async Task Try(Func<IJSObjectReference, ValueTask> act)
    {
        try
        {
            _module ??= script.InvokeAsync<IJSObjectReference>("import", "/" + EmbeddedAssets.Address(file)).AsTask();
            await act(await _module);
        }
        catch (Exception gone) when (gone is JSDisconnectedException or OperationCanceledException or ObjectDisposedException)
        {
            // A viewer may leave at any moment; there is nobody left to draw for.
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (IsLoaded) await Try(module => module.DisposeAsync());
    }
}
