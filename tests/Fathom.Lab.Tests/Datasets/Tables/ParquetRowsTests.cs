using Fathom.Lab.Datasets;
using Fathom.Lab.Datasets.Tables;
using Fathom.Recipes;
using Parquet;
using Parquet.Schema;

namespace Fathom.Lab.Tests.Datasets.Tables;

public sealed class ParquetRowsTests : IDisposable
{
    static readonly bool[] Truths = [true, false];
    static readonly int[] Labels = [0, 1];
    static readonly long[] LongLabels = [0, 1];

    readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Reads_numbers_truth_values_and_categories_over_row_groups()
    {
        var fields = new DataField[]
        {
            new("a", typeof(double), isNullable: false), new("b", typeof(int), isNullable: true), new("c", typeof(bool), isNullable: false),
            new("kind", typeof(string)), new("y", typeof(long), isNullable: false),
        };
        var path = await WriteAsync(fields, groups: 3, async (group, number) =>
        {
            await group.WriteAsync<double>(fields[0], new[] { number + 0.5, -number });
            await group.WriteAsync<int>(fields[1], new int?[] { number, number + 10 }.AsMemory());
            await group.WriteAsync<bool>(fields[2], Truths);
            await group.WriteAsync(fields[3], new[] { "x", number == 2 ? "z" : "y" });
            await group.WriteAsync<long>(fields[4], LongLabels);
        });

        using var samples = Read(new ParquetTable { Path = path, OneHot = ["kind"] });

        Assert.Equal([6], samples.Shape);
        Assert.Equal([0.0, 1.0, 0.0, 1.0, 0.0, 1.0], samples.Labels);
        Assert.Equal(
            [
                0.5f, 0, 1, 1, 0, 0,
                0, 10, 0, 0, 1, 0,
                1.5f, 1, 1, 1, 0, 0,
                -1, 11, 0, 0, 1, 0,
                2.5f, 2, 1, 1, 0, 0,
                -2, 12, 0, 0, 0, 1,
            ],
            samples.Features.data<float>().ToArray());
    }

    [Fact]
    public async Task Says_where_a_value_is_missing()
    {
        var fields = new DataField[] { new("a", typeof(float), isNullable: true), new("y", typeof(int), isNullable: false) };
        var path = await WriteAsync(fields, groups: 2, async (group, number) =>
        {
            await group.WriteAsync<float>(fields[0], new float?[] { 1, number == 1 ? null : 2 }.AsMemory());
            await group.WriteAsync<int>(fields[1], Labels);
        });

        Assert.Equal($"{path} must hold finite numbers, but row 4, column 1 (a) says NaN; fill in or leave out such rows.",
            Assert.Throws<DataException>(() => Read(new ParquetTable { Path = path })).Message);
    }

    [Fact]
    public async Task Says_which_column_it_cannot_read()
    {
        var fields = new DataField[] { new("when", typeof(DateTime), isNullable: false), new("y", typeof(int), isNullable: false) };
        var path = await WriteAsync(fields, groups: 1, async (group, _) =>
        {
            await group.WriteAsync<DateTime>(fields[0], new[] { DateTime.UnixEpoch, DateTime.UnixEpoch });
            await group.WriteAsync<int>(fields[1], Labels);
        });

        Assert.Equal($"Column when of {path} has the type DateTime, but only numbers, truth values and texts can be read; leave the column out or turn it into numbers.",
            Assert.Throws<DataException>(() => Read(new ParquetTable { Path = path })).Message);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(5000)]
    public void Survives_what_is_no_parquet_file(int bytes)
    {
        var garbage = new byte[bytes];
        new Random(bytes).NextBytes(garbage);
        var path = _folder.Write("garbage.parquet", garbage);

        Assert.StartsWith($"{path} ", Assert.Throws<DataException>(() => Read(new ParquetTable { Path = path })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Survives_damage_anywhere()
    {
        var fields = new DataField[] { new("a", typeof(double), isNullable: false), new("y", typeof(int), isNullable: false) };
        var whole = File.ReadAllBytes(await WriteAsync(fields, groups: 1, async (group, _) =>
        {
            await group.WriteAsync<double>(fields[0], Enumerable.Range(0, 500).Select(row => row * 0.1).ToArray());
            await group.WriteAsync<int>(fields[1], Enumerable.Range(0, 500).Select(row => row % 2).ToArray());
        }));
        var chance = new Random(1);
        for (var time = 0; time < 100; time++)
        {
            var damaged = whole.ToArray();
            for (var slip = 0; slip < 4; slip++) damaged[chance.Next(damaged.Length)] = (byte)chance.Next(256);
            try
            {
                Read(new ParquetTable { Path = _folder.Write("damaged.parquet", damaged) }).Dispose();
            }
            catch (DataException)
            {
            }
        }
    }

    [Fact]
    public void Says_that_there_is_no_such_file() =>
        Assert.Equal("There is no file nowhere.parquet; give the path of a Parquet file.",
            Assert.Throws<DataException>(() => Read(new ParquetTable { Path = "nowhere.parquet" })).Message);

    async Task<string> WriteAsync(DataField[] fields, int groups, Func<ParquetRowGroupWriter, int, Task> write)
    {
        var path = Path.Combine(_folder.Path, "table.parquet");
        await using var file = File.Create(path);
        await using var writer = await ParquetWriter.CreateAsync(new ParquetSchema(fields), file);
        for (var group = 0; group < groups; group++)
        {
            using var rows = writer.CreateRowGroup();
            await write(rows, group);
        }

        return path;
    }

    static Samples Read(ParquetTable source) => ParquetRows.Read(source, seed: 1, TestContext.Current.CancellationToken);
}
