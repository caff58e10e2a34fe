using Fathom.Diagnoses;
using Fathom.Ledger;
using Fathom.Runs;
using Fathom.Statistics;
using Fathom.Web.Lab;

namespace Fathom.Web.Tests.Lab;

public sealed class NetworkDrawingTests
{
    static readonly LabState State = new() { Depth = 4, Width = 16, Activation = "sigmoid" };

    [Fact]
    public void Colours_what_theory_expects_against_the_last_hidden_layer()
    {
        var outlook = LabOutlook.Of(State);

        var drawing = NetworkDrawing.Of(State, outlook);

        Assert.Equal(["linear1", "linear2", "linear3", "linear4", "linear5"], drawing.Columns.Select(column => column.Place));
        Assert.Equal(outlook.Decades, drawing.Columns[0].Decades, 1e-9);
        Assert.Equal(0, drawing.Columns[3].Decades, 1e-9);
        Assert.Equal((6, 10, 2), (drawing.Columns[0].Nodes.Count, drawing.Columns[0].Hidden, drawing.Columns[4].Nodes.Count));
        Assert.False(drawing.IsMeasured);
    }

    [Fact]
    public void Colours_what_was_measured_and_marks_where_findings_are()
    {
        var view = View([("linear1", 1e-6), ("linear2", 1e-4), ("linear3", 1e-2), ("linear4", 1), ("linear5", 2)], Finding("linear1..linear2"));

        var drawing = NetworkDrawing.Measured(State, LabOutlook.Of(State), view)!;

        Assert.Equal([-6, -4, -2, 0], drawing.Columns.Take(4).Select(column => Math.Round(column.Decades, 6)));
        Assert.Equal(["fade6", "fade4", "fade2", "level", "level"], drawing.Columns.Select(column => column.Shade.Class));
        Assert.Equal([true, true, false, false, false], drawing.Columns.Select(column => column.Finding.Length > 0));
        Assert.Equal((true, 7L), (drawing.IsMeasured, drawing.Step));
    }

    [Fact]
    public void Adds_a_cells_state_and_memory_up_at_each_time_step()
    {
        var state = new LabState { Data = "adding", Length = 10, Cell = "lstm" };
        var places = from call in Enumerable.Range(0, 10)
                     from output in Enumerable.Range(0, 2)
                     // The last state alone is heard by the layer above.
                     where call < 9 || output == 0
                     select new PlaceReading { Name = "lstm1.cell", Type = "LstmCell", Call = call, Output = output, Gradient = TensorSummary.Of([call == 9 ? 5f : output == 0 ? 0.3f : 0.4f]) };

        var drawing = NetworkDrawing.Measured(state, LabOutlook.Of(state), View([]) with { Readings = [ReadingBlock.Of(new StepReading { Step = 1, Places = [.. places] })] })!;

        Assert.Equal([-1, 0], new[] { drawing.Columns[0], drawing.Columns[9] }.Select(column => Math.Round(column.Decades, 6)));
    }

    [Fact]
    public void Tells_nothing_left_from_no_number()
    {
        var view = View([("linear1", 0), ("linear2", double.NaN), ("linear3", 1), ("linear4", 1), ("linear5", 1)]);

        var drawing = NetworkDrawing.Measured(State, LabOutlook.Of(State), view)!;

        Assert.Equal(["nothing", "unknown", "level"], drawing.Columns.Take(3).Select(column => column.Shade.Class));
    }

    [Fact]
    public void Waits_where_nothing_was_measured_yet() =>
        Assert.Null(NetworkDrawing.Measured(State, LabOutlook.Of(State), View([]) with { Readings = [] }));

    [Fact]
    public void Leads_skips_around_as_many_layers_as_the_recipe_does()
    {
        var state = State with { Skips = "residual", Around = 2, Depth = 6 };

        var drawing = NetworkDrawing.Of(state, LabOutlook.Of(state));

        Assert.Equal([(0, 2), (2, 4), (4, 5)], drawing.Skips);
    }

    [Fact]
    public void Shows_some_of_many_time_steps_and_the_last_ones_always()
    {
        var state = new LabState { Data = "adding", Length = 150 };

        var drawing = NetworkDrawing.Of(state, LabOutlook.Of(state));

        Assert.InRange(drawing.Columns.Count, 30, 61);
        Assert.True(drawing.IsTime);
        Assert.Equal("output", drawing.Columns[^1].Label);
        Assert.InRange(int.Parse(drawing.Columns[^2].Label, System.Globalization.CultureInfo.InvariantCulture), 148, 150);
    }

    [Theory]
    [InlineData(5, "grow3")]
    [InlineData(0.3, "level")]
    [InlineData(-0.6, "fade1")]
    [InlineData(-400, "fade7")]
    [InlineData(double.NegativeInfinity, "nothing")]
    [InlineData(double.NaN, "unknown")]
    public void Has_a_shade_for_every_number(double decades, string shade) => Assert.Equal(shade, LabShade.Of(decades).Class);

    static Finding Finding(string place) => new() { Id = "vanishing-gradient", Severity = Severity.Error, Place = place, Step = 3, Summary = "Nothing arrives." };

    static RunView View(IReadOnlyList<(string Name, double Norm)> places, params IReadOnlyList<Finding> findings) => new()
    {
        Folder = "nowhere",
        Manifest = new() { Id = Guid.CreateVersion7().ToString(), Name = "lab", Kind = RunKind.Train, Started = DateTimeOffset.UnixEpoch },
        Status = RunStatus.Running,
        Readings =
        [
            ReadingBlock.Of(new StepReading
            {
                Step = 7,
                Places = [.. places.Select(place => new PlaceReading { Name = place.Name, Type = "Linear", Gradient = TensorSummary.Of([(float)place.Norm]) })],
            }),
        ],
        Findings = findings,
    };
}
