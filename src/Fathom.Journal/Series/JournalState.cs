using Fathom.Diagnoses;
using Fathom.Guards;
using Fathom.Runs;

namespace Fathom.Journal.Series;

/// <summary>What a journal tells of a run, its readings apart; bounded, and the same for who writes it and who reads it.</summary>
sealed class JournalState
{
    /// <summary>More tags than anyone looks at; each takes up to half a megabyte.</summary>
    public const int MostTags = 1_024;

    /// <summary>Of more guard events than both together, those in the middle are left out.</summary>
    public const int FirstGuards = 64, LastGuards = 192;

    /// <summary>A cure tries dozens of treatments.</summary>
    public const int MostTrials = 4_096;

    readonly Dictionary<string, ScalarSeries> _series = new(StringComparer.Ordinal);
    readonly List<GuardEvent> _guards = [];
    readonly List<RunTrial> _trials = [];

    public ulong Sequence { get; set; }

    /// <summary>How many readings were written.</summary>
    public long Readings { get; set; }

    public long Step { get; set; }

    public IReadOnlyList<Finding> Findings { get; set; } = [];

    public long GuardCount { get; private set; }

    public RunEnd? End { get; set; }

    /// <summary>The first tag that was one too many; empty while there was none.</summary>
    public string LeftOut { get; set; } = "";

    public IReadOnlyDictionary<string, ScalarSeries> Scalars => _series;

    public IReadOnlyList<GuardEvent> Guards => _guards;

    public IReadOnlyList<RunTrial> Trials => _trials;

    /// <summary>The values of a tag; null where there are too many tags already.</summary>
    public ScalarSeries? SeriesOf(string tag)
    {
        if (_series.TryGetValue(tag, out var series)) return series;
        return _series.Count == MostTags ? null : _series[tag] = new ScalarSeries(tag);
    }

    public void Add(GuardEvent guard)
    {
        GuardCount++;
        if (_guards.Count == FirstGuards + LastGuards) _guards.RemoveAt(FirstGuards);
        _guards.Add(guard);
    }

    public void Add(RunTrial trial)
    {
        var known = _trials.FindIndex(other => string.Equals(other.Name, trial.Name, StringComparison.Ordinal));
        if (known >= 0) _trials[known] = trial;
        else if (_trials.Count < MostTrials) _trials.Add(trial);
    }

    /// <summary>Takes up what a snapshot holds beside the series.</summary>
    public void Restore(IReadOnlyList<GuardEvent> guards, long guardCount, IEnumerable<RunTrial> trials)
    {
        _guards.Clear();
        _guards.AddRange(guards);
        GuardCount = guardCount;
        _trials.Clear();
        _trials.AddRange(trials);
    }

    /// <summary>Goes back to where the run was after <paramref name="step"/>: what came later is done again.</summary>
    public void Rewind(long step)
    {
        foreach (var series in _series.Values) series.Rewind(step);
        GuardCount -= _guards.RemoveAll(guard => guard.Step > step);
        Findings = [.. Findings.Where(finding => finding.Step <= step)];
        Step = Math.Min(Step, step);
        End = null;
    }
}
