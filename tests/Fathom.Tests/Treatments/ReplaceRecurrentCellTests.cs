using Fathom.Prognoses;
using Fathom.Recipes;
using Fathom.Treatments;

namespace Fathom.Tests.Treatments;

public class ReplaceRecurrentCellTests
{
    [Fact]
    public void Leaves_more_than_a_tenth_where_a_plain_layer_leaves_nothing()
    {
        var recipe = Patients.Named("rnn");
        var first = new ReplaceRecurrentCell().Variants(recipe, Sick.Finding("short-memory", ("recurrent-steps", 1))).First();

        var expectation = Expectation.Of(recipe, first.ApplyTo(recipe));

        // Theory counts a gated layer as 1 and says what its gates alone leave.
        Assert.True(expectation.Before.Middle < -15);
        Assert.True(expectation.IsExpectedToHelp && expectation.IsReserved);
        Assert.InRange(Math.Log10(CellPath.ChronoShare(60, 60)), -1, 0);
    }

    [Fact]
    public void Keeps_size_name_and_form()
    {
        var rnn = new Rnn { Units = 7, Layers = 2, Bidirectional = true, Output = RecurrentOutput.Last, Form = RecurrentForm.Cells, Name = "memory", Truncate = 9, RecurrentInit = new IdentityWeights() };
        var recipe = Patients.Of("named", [60, 2], [rnn, new Linear { Units = 1 }]);

        var treated = new ReplaceRecurrentCell { By = RecurrentCell.Gru, Steps = 60 }.ApplyTo(recipe).Network.Layers[0];

        Assert.Equal(
            new Gru { Units = 7, Layers = 2, Bidirectional = true, Output = RecurrentOutput.Last, Form = RecurrentForm.Cells, Name = "memory", Truncate = 9, RecurrentInit = new Orthogonal(), ForgetBias = new ChronoForgetBias { Steps = 60 } },
            treated);
    }

    [Fact]
    public void Opens_no_gate_of_a_layer_without_biases() =>
        Assert.Null(Assert.IsType<Lstm>(new ReplaceRecurrentCell { Steps = 12 }.ApplyTo(Patients.Named("rnn alone")).Network.Layers[0]).ForgetBias);

    [Fact]
    public void Has_nothing_to_do_where_gates_stand_already() =>
        Assert.Empty(new ReplaceRecurrentCell().Variants(Patients.Named("lstm stack"), Sick.Finding("short-memory")));
}
