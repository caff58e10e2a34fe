using System.Text;
using Fathom.Lab.Datasets;
using Fathom.Lab.Datasets.Tables;
using Fathom.Recipes;

namespace Fathom.Lab.Tests.Datasets.Tables;

public class TableReaderTests
{
    static readonly Csv Source = new() { Path = "table.csv" };

    [Theory]
    [InlineData(';', "a;b;y\n1;2;0\n3;4;1\n")]
    [InlineData('\t', "a\tb\ty\n1\t2\t0\n3\t4\t1\n")]
    [InlineData(' ', "1 2 0\n3 4 1\n")]
    [InlineData('|', "\"a|b\"|b|y\n1|2|0\n3|4|1\n")]
    public void Takes_other_signs_between_columns(char separator, string text)
    {
        using var samples = Read(text, Source with { Separator = separator });

        Assert.Equal([1f, 2f, 3f, 4f], samples.Features.data<float>().ToArray());
    }

    [Fact]
    public void Makes_one_feature_per_category_in_alphabetical_order()
    {
        using var samples = Read("colour,size,y\nred,1,0\nblue,2,1\n red ,3,1\ngreen,4,0\n", Source with { OneHot = ["colour"] });

        Assert.Equal([4], samples.Shape);
        Assert.Equal(
            [
                0f, 0f, 1f, 1f,
                1f, 0f, 0f, 2f,
                0f, 0f, 1f, 3f,
                0f, 1f, 0f, 4f,
            ],
            samples.Features.data<float>().ToArray());
    }

    [Fact]
    public void Numbers_classes_that_are_named_in_alphabetical_order()
    {
        using var samples = Read("x,species\n1,virginica\n2,setosa\n3,virginica\n4,7\n", Source);

        Assert.Equal([2.0, 1.0, 2.0, 0.0], samples.Labels);
        Assert.Equal(["7", "setosa", "virginica"], samples.ClassNames);
    }

    [Theory]
    [InlineData("a,b,y\n1,x,0\n2,,0\n", "b", "must name a category, but line 3, column 2 (b) says nothing; fill in or leave out such rows.")]
    [InlineData("a,b,y\n1,x,0\n", "y", "Column y of table.csv is the label and cannot be a feature too; take it out of one-hot.")]
    [InlineData("a,b,y\n1,x,0\n", "bb", "has no one-hot column bb; did you mean b?")]
    [InlineData("a,b,y\n1,x,0\n2,x,no\n", "b", "must hold numbers, but line 3, column 3 (y) says no; write a number in every row or a name in every row.")]
    public void Says_what_is_wrong_with_categories(string text, string oneHot, string message) =>
        Assert.EndsWith(message, Assert.Throws<DataException>(() => Read(text, Source with { OneHot = [oneHot] })).Message, StringComparison.Ordinal);

    [Fact]
    public void Refuses_a_column_with_a_thousand_categories_and_more()
    {
        var text = "name,y\n" + string.Concat(Enumerable.Range(0, 1001).Select(row => $"n{row},{row % 2}\n"));

        Assert.Equal("Column name of table.csv has more than 1,000 different values; leave out columns such as names or dates.",
            Assert.Throws<DataException>(() => Read(text, Source with { OneHot = ["name"] })).Message);
    }

    [Fact]
    public void Keeps_what_take_and_hold_out_need_and_knows_every_category()
    {
        var text = "kind,x,y\n" + string.Concat(Enumerable.Range(0, 1000).Select(row => $"{(row == 999 ? "rare" : "common")},{row},{row % 2}\n"));

        using var samples = Read(text, Source with { OneHot = ["kind"], Take = 80, HoldOut = 0.2 });

        Assert.Equal(100, samples.Labels.Length);
        Assert.Equal([3], samples.Shape);
    }

    [Fact]
    public void Draws_every_row_with_the_same_probability()
    {
        var text = string.Concat(Enumerable.Range(0, 50).Select(row => $"{row},{row % 2}\n"));
        var counts = new int[50];

        for (var seed = 1L; seed <= 2000; seed++)
        {
            using var samples = Read(text, Source with { Take = 10, HoldOut = 0 }, seed);
            foreach (var row in samples.Features.data<float>()) counts[(int)row]++;
        }

        // 2000 draws of 10 in 50: 400 on average with a deviation of 18; five of them leave one chance in thousands over 50 rows.
        Assert.All(counts, count => Assert.InRange(count, 310, 490));
    }

    [Fact]
    public void Draws_the_same_rows_for_the_same_seed()
    {
        var text = string.Concat(Enumerable.Range(0, 500).Select(row => $"{row},{row % 2}\n"));
        using var one = Read(text, Source with { Take = 10 }, seed: 3);
        using var same = Read(text, Source with { Take = 10 }, seed: 3);
        using var other = Read(text, Source with { Take = 10 }, seed: 4);

        Assert.True(one.Features.Equals(same.Features));
        Assert.False(one.Features.Equals(other.Features));
    }

    [Fact]
    public void Reads_a_table_of_any_size_in_the_memory_of_what_it_keeps()
    {
        using var table = new EndlessTable(rows: 400_000);

        using var samples = CsvTable.Read(table, Source with { Take = 1000, HoldOut = 0 }, seed: 1, TestContext.Current.CancellationToken);

        Assert.Equal(1000, samples.Labels.Length);
        Assert.True(table.BytesRead > 30_000_000, $"{table.BytesRead}");
        Assert.InRange(table.MostGrowth, 0, 8_000_000);
    }

    [Fact]
    public void Stops_reading_when_it_is_cancelled()
    {
        using var table = new EndlessTable(rows: int.MaxValue);
        using var stop = new CancellationTokenSource();
        table.OnRead = bytes => { if (bytes > 1_000_000) stop.Cancel(); };

        Assert.ThrowsAny<OperationCanceledException>(() => CsvTable.Read(table, Source, seed: 1, stop.Token));
    }

    static Samples Read(string text, Csv source, long seed = 1)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));
        return CsvTable.Read(stream, source, seed, TestContext.Current.CancellationToken);
    }
}
