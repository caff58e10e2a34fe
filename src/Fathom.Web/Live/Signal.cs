namespace Fathom.Web.Live;

/// <summary>Wakes all who wait. Take <see cref="Next"/> before looking whether there is something to wait for: then no call is missed.</summary>
sealed class Signal
{
    TaskCompletionSource _next = New();

    public Task Next => Volatile.Read(ref _next).Task;

    public void Set() => Interlocked.Exchange(ref _next, New()).SetResult();

    static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
