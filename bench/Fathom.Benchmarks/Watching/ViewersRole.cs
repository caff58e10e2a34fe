using System.Globalization;

namespace Fathom.Benchmarks.Watching;

/// <summary>The process of all viewers: says how old each picture was when it was there.</summary>
static class ViewersRole
{
    public static async Task Run(Uri server, string run, int count)
    {
        using var stop = new CancellationTokenSource();
        var delays = new List<double>[count];
        var ready = new CountdownEvent(count);
        var viewers = Enumerable.Range(0, count).Select(index => Task.Run(() => Watch(server, run, delays[index] = [], ready, stop.Token))).ToList();
        ready.Wait(TimeSpan.FromSeconds(30));
        await Console.Out.WriteLineAsync("ready");
        await Console.In.ReadLineAsync();
        await stop.CancelAsync();
        await Task.WhenAll(viewers);
        foreach (var delay in delays.SelectMany(list => list)) await Console.Out.WriteLineAsync(delay.ToString(CultureInfo.InvariantCulture));
    }

    static async Task Watch(Uri server, string run, List<double> delays, CountdownEvent ready, CancellationToken stop)
    {
        try
        {
            await using var viewer = await Viewer.Connect(server, run, stop);
            await viewer.Next(stop);
            ready.Signal();
            while (true)
            {
                var step = await viewer.Next(stop);
                delays.Add((DateTime.UtcNow - LiveRun.TimeOf(step)).TotalMilliseconds);
            }
        }
        catch (Exception end) when (end is OperationCanceledException or System.Net.WebSockets.WebSocketException)
        {
            // Told to stop, or left behind by the server: either way there is no more to say.
        }
    }
}
