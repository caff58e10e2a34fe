using Fathom.Journal.Framing;

namespace Fathom.Journal.Series;

/// <summary>The scalars of TensorBoard's files, for tags whose history a damaged log has lost.</summary>
/// <remarks>They are rounded to single precision, and of many values only some are there (<see cref="TensorBoardFile"/>): less than the log had, and more than nothing.</remarks>
static class GivenBack
{
    /// <summary>Puts before the values of each tag of <paramref name="state"/> what TensorBoard's files hold of earlier steps.</summary>
    /// <param name="folder">The run's folder.</param>
    /// <param name="state">The journal as far as it could be read.</param>
    /// <param name="whole">Tags whose history is there.</param>
    /// <returns>A sentence for each tag that was given values back.</returns>
    public static IReadOnlyList<string> To(JournalState state, string folder, IReadOnlySet<string> whole)
    {
        var sentences = new List<string>();
        foreach (var (tag, values) in Read(folder))
        {
            if (whole.Contains(tag) || state.SeriesOf(tag) is not { } series) continue;
            var before = series.FirstStep is { } first ? values.TakeWhile(value => value.Step < first).ToList() : values;
            if (before.Count == 0) continue;
            series.Precede(before);
            sentences.Add(FormattableString.Invariant(
                $"The log's history of {tag} is damaged; steps {before[0].Step:n0} to {before[^1].Step:n0} are from TensorBoard's file: {before.Count:n0} values in single precision, of long runs not all."));
        }

        return sentences;
    }

    static Dictionary<string, List<(long Step, double Value)>> Read(string folder)
    {
        var scalars = new Dictionary<string, List<(long Step, double Value)>>(StringComparer.Ordinal);
        // A resumed run goes on in a file of a later time and generation.
        foreach (var path in Directory.EnumerateFiles(folder, JournalName.TensorBoardPrefix + "*").Order(StringComparer.Ordinal))
        {
            try
            {
                new RecordScanner(path).Read(bytes => Take(scalars, Wire.Event.Parser.ParseFrom(bytes)));
            }
            catch (FileNotFoundException)
            {
                // Somebody removed it meanwhile: what it held is lost as well.
            }
        }

        return scalars;
    }

    static void Take(Dictionary<string, List<(long Step, double Value)>> scalars, Wire.Event @event)
    {
        if (@event.SessionLog is { Status: Wire.SessionLog.Types.SessionStatus.Start })
            foreach (var values in scalars.Values) values.RemoveAll(value => value.Step >= @event.Step);
        foreach (var value in @event.Summary?.Value ?? [])
        {
            if (value.ValueCase != Wire.Summary.Types.Value.ValueOneofCase.SimpleValue) continue;
            if (!scalars.TryGetValue(value.Tag, out var values)) scalars[value.Tag] = values = [];
            values.Add((@event.Step, value.SimpleValue));
        }
    }
}
