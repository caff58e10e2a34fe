using Fathom.Guards;
using Fathom.Torch.Guards;
using static TorchSharp.torch;

namespace Fathom.Torch.Tests.Guards;

public sealed class RollBackTests
{
    static readonly Dictionary<int, Fault> None = [];

    [Fact]
    public void Returns_to_healthy_weights_and_gives_the_rate_back()
    {
        using var training = new FaultyTraining("mlp", "sgd", 1, [new RollBack { StepsBetween = 10 }]);

        var loss = training.Train(new Dictionary<int, Fault> { [60] = Fault.RateTimesMillion });

        var said = training.Monitor.GuardEvents;
        Assert.Equal([GuardAction.RolledBack, GuardAction.RaisedRate], said.Select(happened => happened.Action));
        Assert.InRange(said[0].Step, 61, 64);
        Assert.InRange(said[0].Numbers.Single(number => number.Quantity == "step returned to").Value, 50, 60);
        Assert.Equal(1, training.Monitor.LearningRateFactor);
        Assert.InRange(loss, 0, 1);
    }

    [Theory]
    [InlineData(3, 3)]
    [InlineData(2, 2)]
    [InlineData(0.5, 0)]
    public void Saves_the_newest_snapshots_that_fit(double room, int saved)
    {
        using var model = nn.Linear(4, 3);
        using var optimizer = optim.Adam(model.parameters());
        TrainingSnapshot[] ring = [.. Enumerable.Range(1, 3).Select(step => TrainingSnapshot.Of(model, optimizer, step))];

        var newest = RollBackShift.Newest(ring, (long)(room * ring[0].Bytes));

        Assert.Equal(Enumerable.Range(4 - saved, saved), newest.Select(snapshot => (int)snapshot.Step));
        Array.ForEach(ring, snapshot => snapshot.Dispose());
    }

    [Fact]
    public void Brings_back_weights_that_are_not_finite_even_alone()
    {
        using var training = new FaultyTraining("cnn", "adam", 1, [new RollBack { StepsBetween = 10 }]);

        training.Train(new Dictionary<int, Fault> { [60] = Fault.NaNInOneGradient, [90] = Fault.MemoryGoneNaN, [120] = Fault.CorruptBatch });

        Assert.True(training.IsFinite);
        Assert.Equal(3, training.Monitor.GuardEvents.Count(said => said.Action == GuardAction.RolledBack));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Gives_up_with_a_verdict_and_keeps_the_weights(bool raises)
    {
        using var training = new FaultyTraining("mlp", "adam", 1, [new RollBack { StepsBetween = 10, MostReturns = 2, Raises = raises }]);
        training.Train(None, 50);
        var untilHopeless = () =>
        {
            for (var step = 0; step < 40; step++) training.Step(Fault.InfiniteLoss);
        };

        if (raises) Assert.Contains("each of 2 returns", Assert.Throws<TrainingStoppedException>(untilHopeless).Message, StringComparison.Ordinal);
        else untilHopeless();
        var weights = Bytes(training);
        if (!raises) training.Step(null);

        Assert.True(training.Monitor.ShouldStop);
        Assert.Contains("no further step is let through", training.Monitor.StopReason, StringComparison.Ordinal);
        Assert.Equal(2, training.Monitor.GuardEvents.Count(said => said.Action == GuardAction.RolledBack));
        Assert.True(training.IsFinite);
        Assert.Equal(weights, Bytes(training));
    }

    [Fact]
    public void Writes_files_from_which_another_process_can_go_on()
    {
        var folder = Directory.CreateTempSubdirectory("fathom").FullName;
        try
        {
            using var training = new FaultyTraining("cnn", "adam", 1, [new RollBack { StepsBetween = 10, StepsBetweenFiles = 20, Folder = folder }]);
            training.Train(None, 100);

            using var snapshot = TrainingSnapshot.LoadNewest(folder);

            Assert.Equal(3, Directory.GetFiles(folder).Length);
            Assert.Equal(81, snapshot!.Step);
            Assert.InRange(snapshot.Loss, 0, 2);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void Goes_on_without_files_where_the_folder_cannot_be_written()
    {
        var file = Path.GetTempFileName();
        using var training = new FaultyTraining("mlp", "sgd", 1, [new RollBack { Folder = file }]);

        training.Train(None, 30);

        var said = Assert.Single(training.Monitor.GuardEvents);
        Assert.Equal(GuardAction.Failed, said.Action);
        Assert.Contains("goes on without", said.Sentence, StringComparison.Ordinal);
        File.Delete(file);
    }

    [Fact]
    public void Leaves_no_tensor_behind()
    {
        var before = TorchSharp.DisposeScopeManager.Statistics.ThreadTotalLiveCount;

        using (NewDisposeScope())
        {
            using var training = new FaultyTraining("cnn", "adam", 1, [new RollBack { StepsBetween = 10 }]);
            training.Train(new Dictionary<int, Fault> { [60] = Fault.MemoryGoneNaN }, 80);
        }

        Assert.Equal(before, TorchSharp.DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    [Fact]
    public void Refuses_settings_that_are_none()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new RollBack { StepsBetween = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new RollBack { Snapshots = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new RollBack { MostReturns = 0 });
    }

    static byte[] Bytes(FaultyTraining training) => [.. training.Model.parameters().SelectMany(parameter => parameter.bytes.ToArray())];
}
