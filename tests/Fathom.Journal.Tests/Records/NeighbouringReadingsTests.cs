using CsCheck;
using Fathom.Ledger;
using Fathom.Runs;

namespace Fathom.Journal.Tests.Records;

/// <summary>A block made of several readings at once, and the one that adding them up gives.</summary>
public class NeighbouringReadingsTests
{
    [Fact]
    public void Of_one_network_make_the_block_that_adding_them_makes() =>
        Gen.Select(ReadingGen.Reading, ReadingGen.Reading.Array[1, 5]).Sample((first, others) => AssertSame([first, .. others.Select(other => Renamed(other, first))]));

    [Fact]
    public void Of_different_networks_do_so_too() => ReadingGen.Reading.Array[1, 5].Sample(AssertSame);

    [Fact]
    public void Must_be_one_at_least() => Assert.Throws<ArgumentException>(() => ReadingBlock.OfAll([]));

    static void AssertSame(StepReading[] readings)
    {
        var added = readings.Select(ReadingBlock.Of).Aggregate((left, right) => left + right);

        var atOnce = ReadingBlock.OfAll(readings);

        Assert.Equal(Sameness.Of(added), Sameness.Of(atOnce));
    }

    /// <summary>The numbers of one reading, as often as needed, at the places of another.</summary>
    static StepReading Renamed(StepReading numbers, StepReading names) => numbers with
    {
        Places = [.. names.Places.Select((place, index) => Cyclic(numbers.Places, index) is { } other ? other with { Name = place.Name, Call = place.Call, Output = place.Output } : place)],
        Parameters = [.. names.Parameters.Select((parameter, index) => Cyclic(numbers.Parameters, index) is { } other ? other with { Name = parameter.Name } : parameter)],
        Ledger = new ChainLedger([.. names.Ledger.Links.Select((link, index) => Cyclic(numbers.Ledger.Links, index) is { } other ? other with { Name = link.Name, Kind = link.Kind } : link)], numbers.Ledger.OutputNorm),
    };

    static T? Cyclic<T>(IReadOnlyList<T> list, int index)
        where T : class => list.Count == 0 ? null : list[index % list.Count];
}
