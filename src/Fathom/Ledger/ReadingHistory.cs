namespace Fathom.Ledger;

/// <summary>The readings of a training: the latest ones whole, and of all before them an even selection of bounded size.</summary>
/// <remarks>
/// Memory does not grow with the number of steps: when the selection is full, every other reading of it is dropped and from then on
/// only every second one is taken, so that it stays even over the whole training. The first <see cref="Opening"/> readings always stay,
/// so that what was wrong from the start is dated right however late one asks, and so does the first whose loss, gradients or weights
/// are not finite.
/// </remarks>
public sealed class ReadingHistory
{
    /// <summary>How many of the first readings always stay.</summary>
    public const int Opening = 8;

    readonly List<StepReading> _opening = new(Opening);
    readonly List<StepReading> _selection = [];
    readonly Queue<StepReading> _recent = new();
    readonly int _capacity;
    FindingDates _dates = new();
    long _stride = 1;
    readonly List<StepReading> _longSteps = [];
    double _longest;
    StepReading? _firstNonFinite;

    /// <summary>An empty history.</summary>
    /// <param name="capacity">How many readings the selection, and how many the recent window, may hold; 2 to 100,000.</param>
    /// <param name="facts">What is known of the training beside its readings; null: nothing.</param>
    public ReadingHistory(int capacity = 32, TrainingFacts? facts = null)
    {
        _capacity = Require.Between(capacity, 2, 100_000);
        Facts = facts ?? new TrainingFacts();
    }

    /// <summary>What is known of the training beside its readings.</summary>
    public TrainingFacts Facts { get; }

    /// <summary>The loss of every step, read or not.</summary>
    public LossSeries Losses { get; } = new();

    /// <summary>How many readings were added in all.</summary>
    public long Count { get; private set; }

    /// <summary>How many steps the training will take in all; null where nobody said so.</summary>
    public long? PlannedSteps => Facts.PlannedSteps;

    /// <summary>The very first reading; null before it.</summary>
    public StepReading? First => _selection.Count > 0 ? _selection[0] : null;

    /// <summary>The latest reading; null before the first.</summary>
    public StepReading? Latest { get; private set; }

    /// <summary>Everything that was kept, in the order of the steps.</summary>
    public IEnumerable<StepReading> Readings
    {
        get
        {
            IEnumerable<StepReading> all = [.. _opening, .. _selection, .. _recent];
            if (_firstNonFinite is not null) all = all.Append(_firstNonFinite);
            return all.DistinctBy(reading => reading.Step).OrderBy(reading => reading.Step);
        }
    }

    /// <summary>
    /// The readings whose step was longer than all before it, in the order of the steps, at most <see cref="Opening"/>, the
    /// first and the latest of them: where the first step that went too far was is known however long ago it is. They are no fair selection, and so stand beside <see cref="Readings"/>.
    /// </summary>
    internal IReadOnlyList<StepReading> LongSteps => _longSteps;

    /// <summary>Adds the reading of a later step.</summary>
    public void Add(StepReading reading)
    {
        if (_opening.Count < Opening) _opening.Add(reading);
        if (Count % _stride == 0)
        {
            _selection.Add(reading);
            if (_selection.Count == 2 * _capacity) Thin();
        }

        if (_recent.Count == _capacity) _recent.Dequeue();
        _recent.Enqueue(reading);
        if (reading.HasNonFinite) _firstNonFinite ??= reading;
        else KeepIfLong(reading);
        Latest = reading;
        Count++;
    }

    /// <summary>
    /// The earliest step that was ever given for <paramref name="what"/> since it was last forgotten: what a diagnosis dated once keeps its
    /// date when the readings that showed it are thinned away.
    /// </summary>
    internal long Earliest(object what, long step) => _dates.Earliest(what, step);

    /// <summary>Forgets what has passed.</summary>
    internal void Forget(object what) => _dates.Forget(what);

    /// <summary>What <paramref name="judge"/> says where it dates by <paramref name="dates"/> and leaves this history's own dates as they are.</summary>
    internal T DatedBy<T>(FindingDates dates, Func<T> judge)
    {
        var own = _dates;
        _dates = dates;
        try
        {
            return judge();
        }
        finally
        {
            _dates = own;
        }
    }

    /// <summary>A step's length: its first-order descent over four times the loss, or its change of a layer over the layer's size; see learning-rate-too-high.</summary>
    void KeepIfLong(StepReading reading)
    {
        var overwritten = LayerProfile.Of(reading).Select(layer => layer.UpdateRatio).Where(double.IsFinite).DefaultIfEmpty(0).Max();
        var length = Math.Max(reading.Loss > 0 ? reading.Descent / (4 * reading.Loss) : 0, overwritten);
        // Steps below one are nobody's business, and would only push out those above.
        if (!(length >= 1) || !(length > _longest)) return;
        _longest = length;
        _longSteps.Add(reading);
        if (_longSteps.Count > Opening) _longSteps.RemoveAt(1);
    }

    void Thin()
    {
        for (var kept = 0; kept < _capacity; kept++) _selection[kept] = _selection[2 * kept];
        _selection.RemoveRange(_capacity, _capacity);
        _stride *= 2;
    }
}
