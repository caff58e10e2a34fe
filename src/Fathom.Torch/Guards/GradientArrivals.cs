using TorchSharp.Modules;

namespace Fathom.Torch.Guards;

/// <summary>Has the large gradients of a training read when they arrive; the others are read before the step.</summary>
/// <remarks>
/// When gradients together are more than a processor's caches hold, those that came first have left them by the time of the step, and reading them is waiting for memory. Where there are fewer, or a
/// gradient is small, a reading of its own costs more than it saves.
/// </remarks>
sealed class GradientArrivals : IDisposable
{
    /// <summary>Gradients of less than this together are read before the step: half of a usual third-level cache.</summary>
    public const long LeastTogether = 16 << 20;

    /// <summary>A gradient of less than this is read before the step: a second-level cache.</summary>
    public const long LeastOfOne = 1 << 20;

    readonly GradientArrival?[] _arrivals;
    readonly List<(long Ticket, GradientArrival Arrival)> _registered = [];

    GradientArrivals(GradientArrival?[] arrivals) => _arrivals = arrivals;

    /// <summary>Listens to the large gradients of what the optimizer steps; null where there are none, or they cannot be heard.</summary>
    /// <param name="training">Whose steps are to come.</param>
    /// <param name="leastTogether">In bytes, <see cref="LeastTogether"/>.</param>
    /// <param name="leastOfOne">In bytes, <see cref="LeastOfOne"/>.</param>
    public static GradientArrivals? Of(GuardedTraining training, long leastTogether = LeastTogether, long leastOfOne = LeastOfOne)
    {
        if (!ArrivalTrial.Succeeded || training.Scaler is not null) return null;
        var leaves = training.Stepped.Select(entry => entry.parameter).ToArray();
        if (leaves.Sum(SizeOf) < leastTogether) return null;
        var arrivals = new GradientArrivals(new GradientArrival?[leaves.Length]);
        for (var place = 0; place < leaves.Length; place++)
            if (SizeOf(leaves[place]) >= leastOfOne) arrivals._arrivals[place] = arrivals.Listen(leaves[place]);
        return arrivals;
    }

    /// <summary>The arrival of the parameter at a place among those that the optimizer steps; null where it is not listened to.</summary>
    public GradientArrival? this[int place] => _arrivals[place];

    /// <summary>Has what the next backward pass brings read.</summary>
    public void Await()
    {
        foreach (var (_, arrival) in _registered) arrival.Await();
    }

    /// <summary>What reading took since this was last asked, in ticks of the stopwatch.</summary>
    public long TakeTicks()
    {
        var ticks = 0L;
        foreach (var (_, arrival) in _registered) ticks += arrival.TakeTicks();
        return ticks;
    }

    public void Dispose()
    {
        foreach (var (ticket, arrival) in _registered)
        {
            LeafTap.Leave(ticket, arrival);
            arrival.Dispose();
        }
    }

    GradientArrival Listen(Parameter leaf)
    {
        var arrival = new GradientArrival();
        _registered.Add((LeafTap.Hear(leaf, arrival), arrival));
        return arrival;
    }

    // Only a leaf that asks for one gets a gradient.
    static long SizeOf(Parameter parameter) =>
        parameter.IsInvalid || !parameter.requires_grad || !parameter.is_leaf || parameter.device_type != TorchSharp.DeviceType.CPU ? 0 : parameter.numel() * parameter.element_size();
}
