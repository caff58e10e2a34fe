using System.Diagnostics;

namespace Fathom.Benchmarks.Statistics;

/// <summary>Times several ways of doing the same, taking turns in random order, so that a noisy machine is noisy to all.</summary>
sealed class Contest(int rounds, int callsPerRound)
{
    readonly List<(string Name, Action Act, List<double> Seconds)> _entrants = [];

    public void Add(string name, Action act) => _entrants.Add((name, act, []));

    public void Run()
    {
        var random = new Random(5);
        foreach (var (_, act, _) in _entrants) for (var i = 0; i < Math.Max(3, Math.Min(callsPerRound, 100)); i++) act();
        for (var round = 0; round < rounds; round++)
        {
            foreach (var (_, act, seconds) in _entrants.OrderBy(_ => random.Next()).ToList())
            {
                var start = Stopwatch.GetTimestamp();
                for (var i = 0; i < callsPerRound; i++) act();
                seconds.Add(Stopwatch.GetElapsedTime(start).TotalSeconds / callsPerRound);
            }
        }
    }

    public double Seconds(string name) => Median(Of(name));

    /// <summary>The median over the rounds of one's time divided by the other's in the same round.</summary>
    public double Ratio(string name, string baseline) => Median(Of(name).Zip(Of(baseline), (one, other) => one / other));

    List<double> Of(string name) => _entrants.Single(entrant => entrant.Name == name).Seconds;

    static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted[sorted.Count / 2];
    }
}
