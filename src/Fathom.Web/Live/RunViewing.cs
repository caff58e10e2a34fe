namespace Fathom.Web.Live;

/// <summary>One viewer's share in the following of a run.</summary>
public sealed class RunViewing : IDisposable
{
    Action? _leave;

    internal RunViewing(RunWatch watch, Action leave) => (Watch, _leave) = (watch, leave);

    /// <summary>The run as it is followed.</summary>
    public RunWatch Watch { get; }

    /// <summary>Lets it go.</summary>
    public void Dispose() => Interlocked.Exchange(ref _leave, null)?.Invoke();
}
