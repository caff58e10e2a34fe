using Microsoft.AspNetCore.Components;

namespace Fathom.Web.Pages;

/// <summary>
/// A page that is drawn anew when something changes, but at most a few times a second: there is one loop for each viewer, it draws the newest
/// state, and nothing is queued.
/// </summary>
public abstract class LivePage : ComponentBase, IDisposable
{
    static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(250);

    readonly CancellationTokenSource _end = new();

    /// <summary>Draws the page after each change that <paramref name="next"/> waits for; to be called once.</summary>
    /// <param name="next">Completes with the next change; taken before the page is drawn.</param>
    /// <param name="look">Takes up the newest state, on the page's own thread.</param>
    /// <param name="atLeast">How often it is drawn even without a change; null for never.</param>
    protected async Task Follow(Func<Task> next, Action look, TimeSpan? atLeast = null)
    {
        try
        {
            while (!_end.IsCancellationRequested)
            {
                var change = next();
                await InvokeAsync(() =>
                {
                    look();
                    StateHasChanged();
                });
                await Task.Delay(Shortest, _end.Token);
                await Task.WhenAny(change, Task.Delay(atLeast ?? Timeout.InfiniteTimeSpan, _end.Token));
            }
        }
        catch (Exception gone) when (gone is OperationCanceledException or ObjectDisposedException)
        {
            // The viewer left.
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Ends the page.</summary>
    protected virtual void Dispose(bool disposing)
    {
        if (!disposing || _end.IsCancellationRequested) return;
        _end.Cancel();
        _end.Dispose();
    }
}
