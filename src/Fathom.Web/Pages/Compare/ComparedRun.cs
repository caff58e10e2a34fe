using Fathom.Runs;
using Fathom.Web.Live;

namespace Fathom.Web.Pages.Compare;

/// <summary>One of the two runs that are compared.</summary>
sealed class ComparedRun(RunEntry entry, RunViewing viewing) : IDisposable
{
    public string Id => entry.Manifest.Id;

    public string Name => entry.Manifest.Name;

    public RunView? View { get; private set; }

    public string Problem { get; private set; } = "";

    public Task Changed => viewing.Watch.Changed;

    public void Look() => (View, Problem) = (viewing.Watch.State.View, viewing.Watch.State.Problem);

    public void Dispose() => viewing.Dispose();
}
