using System.Globalization;

namespace Fathom.Benchmarks.Watching;

/// <summary>The process of all viewers: at each line they come, at the next they go and say how old each picture was when it was there.</summary>
static class ViewersRole
{
    public static async Task Run(Uri server, string run, int count)
    {
        while (await Console.In.ReadLineAsync() is not null)
        {
            using var stop = new CancellationTokenSource();
            using var ready = new CountdownEvent(count);
            var viewers = Enumerable.Range(0, count).Select(_ => Task.Run(() => Watch(server, run, ready, stop.Token))).ToList();
            ready.Wait(TimeSpan.FromSeconds(30));
            await Console.Out.WriteLineAsync("ready");
            await Console.In.ReadLineAsync();
            await stop.CancelAsync();
            foreach (var delay in (await Task.WhenAll(viewers)).SelectMany(list => list)) await Console.Out.WriteLineAsync(delay.ToString(CultureInfo.InvariantCulture));
            await Console.Out.WriteLineAsync("gone");
        }
    }

    static async Task<List<double>> Watch(Uri server, string run, CountdownEvent ready, CancellationToken stop)
    {
        var delays = new List<double>();
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

        return delays;
    }
}
