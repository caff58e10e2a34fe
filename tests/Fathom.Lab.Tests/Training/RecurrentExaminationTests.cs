using Fathom.Lab.Training;
using Fathom.Recipes;
using TorchSharp;

namespace Fathom.Lab.Tests.Training;

/// <summary>Healthy recurrent and attending networks are left in peace, in every form.</summary>
public class RecurrentExaminationTests
{
    public static TheoryData<Layer> Layers =>
    [
        new Rnn { Units = 16 }, new Rnn { Units = 16, Form = RecurrentForm.Cells }, new Rnn { Units = 16, LayerNorm = true },
        new Lstm { Units = 16 }, new Lstm { Units = 16, Form = RecurrentForm.Cells }, new Lstm { Units = 16, LayerNorm = true, Dropout = 0.1 },
        new Gru { Units = 16 }, new Gru { Units = 16, Form = RecurrentForm.Cells }, new Gru { Units = 16, Dropout = 0.1, Variational = true },
        new Lstm { Units = 8, Form = RecurrentForm.Cells, Layers = 2, Bidirectional = true },
        new TransformerBlock { Heads = 1, FeedForward = 16, Causal = true }, new TransformerBlock { Heads = 1, FeedForward = 16, Norm = NormPlacement.Post },
    ];

    [Theory]
    [MemberData(nameof(Layers))]
    public void Nothing_is_found_where_nothing_is_wrong(Layer layer)
    {
        var recipe = new Recipe
        {
            Name = "healthy",
            Data = new TemporalOrder { Length = 10, Samples = 200 },
            Network = new Network { Input = [10, 8], Layers = [layer, new LastStep(), new Linear { Units = 4 }] },
            Training = new TrainingPlan { Optimizer = new Adam { LearningRate = 0.003 }, Batch = 20, Steps = 200 },
        };

        var examination = Examiner.Run(recipe, new() { Steps = 12 }, cancellation: TestContext.Current.CancellationToken);

        Assert.Empty(examination.Findings);
        Assert.False(examination.History.Latest!.HasNonFinite);
    }

    [Fact]
    public void A_gated_network_learns_the_order_of_two_symbols()
    {
        var recipe = new Recipe
        {
            Name = "order",
            Data = new TemporalOrder { Length = 12, Samples = 400 },
            Network = new Network { Input = [12, 8], Layers = [new Gru { Units = 24, Output = RecurrentOutput.Last }, new Linear { Units = 4 }] },
            Training = new TrainingPlan { Optimizer = new Adam { LearningRate = 0.02 }, Batch = 50, Steps = 150 },
        };
        using var trainer = new Trainer(recipe);

        trainer.Run(150, cancellation: TestContext.Current.CancellationToken);

        Assert.InRange(trainer.Evaluate(TestContext.Current.CancellationToken)!.Accuracy!.Value, 0.9, 1);
    }

    [Fact]
    public void Leaves_no_tensor_behind()
    {
        var recipe = new Recipe
        {
            Name = "copy",
            Data = new CopyMemory { Delay = 2, Samples = 40 },
            Network = new Network { Input = [22, 10], Layers = [new Lstm { Units = 4, Form = RecurrentForm.Cells }, new Linear { Units = 9 }] },
            Training = new TrainingPlan { Batch = 10, Steps = 3 },
        };
        Examiner.Run(recipe, cancellation: TestContext.Current.CancellationToken);
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;

        Examiner.Run(recipe, cancellation: TestContext.Current.CancellationToken);

        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }
}
