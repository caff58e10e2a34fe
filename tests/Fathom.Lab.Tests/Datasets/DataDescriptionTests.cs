using Fathom.Lab.Datasets;
using Fathom.Recipes;

namespace Fathom.Lab.Tests.Datasets;

public sealed class DataDescriptionTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Counts_and_measures_a_table()
    {
        var path = _folder.Write("table.csv", "a,b,c,kind\n0,100,5,x\n2,300,5,y\n4,500,5,y\n");

        var data = DataLoader.Describe(new Csv { Path = path }, cancellation: TestContext.Current.CancellationToken);

        Assert.Equal(3, data.Samples);
        Assert.Equal([3], data.Shape);
        Assert.Equal([new ClassCount(0, "x", 1), new ClassCount(1, "y", 2)], data.Classes);
        Assert.Equal(1, data.ConstantFeatures);
        Assert.Equal(100, data.SpreadOfDeviations, 1e-3);
        Assert.Equal(921 / 9.0, data.Features.Mean, 1e-3);
        Assert.Equal(Math.Sqrt(((double[])[0, 2, 4, 100, 300, 500, 5, 5, 5]).Average(number => Math.Pow(number - 921 / 9.0, 2))), data.Features.Deviation, 1e-3);
        Assert.Equal((0, 500), (data.Features.Minimum, data.Features.Maximum));
    }

    [Fact]
    public void Measures_labels_that_name_no_classes()
    {
        var path = _folder.Write("table.csv", "1,0.5\n2,1.5\n");

        var data = DataLoader.Describe(new Csv { Path = path }, cancellation: TestContext.Current.CancellationToken);

        Assert.Empty(data.Classes);
        Assert.Equal(new NumberSummary(1, 0.5, 0.5, 1.5), data.Labels);
    }
}
