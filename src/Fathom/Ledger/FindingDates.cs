namespace Fathom.Ledger;

/// <summary>The earliest step that was ever given for something, since it was last forgotten: what was dated once keeps its date when the readings that showed it are thinned away.</summary>
sealed class FindingDates
{
    readonly Dictionary<object, long> _dates = [];

    public long Earliest(object what, long step) => _dates[what] = _dates.TryGetValue(what, out var known) ? Math.Min(known, step) : step;

    public void Forget(object what) => _dates.Remove(what);
}
