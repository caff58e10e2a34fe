using Fathom.Runs;
using Fathom.Web.Pages.Runs;

namespace Fathom.Web.Tests.Pages;

public sealed class RunTableTests
{
    [Theory]
    [InlineData(false, "low high none")]
    [InlineData(true, "high low none")]
    public void Sorts_runs_without_a_loss_last_either_way(bool descending, string expected)
    {
        RunEntry[] entries = [Entry("none", double.NaN), Entry("high", 2), Entry("low", 1)];

        var rows = RunTable.Of(entries, RunOrder.Loss, descending);

        Assert.Equal(expected.Split(' '), rows.Select(row => row.Name));
    }

    [Fact]
    public void Sorts_names_as_people_do()
    {
        RunEntry[] entries = [Entry("b"), Entry("A"), Entry("c")];

        var rows = RunTable.Of(entries, RunOrder.Name, descending: false);

        Assert.Equal(["A", "b", "c"], rows.Select(row => row.Name));
    }

    static RunEntry Entry(string name, double loss = 1) => new()
    {
        Manifest = new() { Id = name, Name = name, Kind = RunKind.Train, Started = default }, Folder = "/runs/" + name, Status = RunStatus.Finished, Loss = loss,
    };
}
