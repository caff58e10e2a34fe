using Fathom.Torch.Guards;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Fathom.Torch.Tests;

public class MonitorResumptionTests
{
    [Fact]
    public void A_monitor_goes_on_with_the_step_the_losses_and_the_skipped_steps()
    {
        using var first = new Training();
        first.Take(3);
        first.Take(1, poison: float.NaN);
        using var second = new Training();

        second.Monitor.ResumeFrom(first.Monitor.SaveState());
        second.Take(1);

        Assert.Equal((5, 1), (second.Monitor.Steps, second.Monitor.SkippedSteps));
        Assert.Equal(5, second.Monitor.History.Losses.Count);
        Assert.Equal(first.Monitor.History.Losses.First, second.Monitor.History.Losses.First);
    }

    [Fact]
    public void A_monitor_that_has_begun_or_a_state_cut_off_is_refused()
    {
        using var first = new Training();
        first.Take(2);
        var state = first.Monitor.SaveState();
        using var second = new Training();

        Assert.Throws<InvalidOperationException>(() => first.Monitor.ResumeFrom(state));
        Assert.Throws<InvalidDataException>(() => second.Monitor.ResumeFrom(state[..20]));
    }

    [Fact]
    public void Notes_stand_beside_the_weights_and_come_back_from_a_file()
    {
        using var training = new Training();
        using var snapshot = TrainingSnapshot.Of(training.Model, training.Optimizer, step: 7, loss: 0.5);
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        snapshot.SetNote("place", [1, 2, 3]);
        snapshot.SetNote("empty", []);

        snapshot.Save(path);
        using var read = TrainingSnapshot.Load(path);
        File.Delete(path);

        Assert.Equal((7, 0.5), (read.Step, read.Loss));
        Assert.Equal(["empty", "place"], read.Notes);
        Assert.Equal([1, 2, 3], read.NoteOf("place"));
        Assert.Null(read.NoteOf("none"));
        read.RestoreTo(training.Model, training.Optimizer);
    }

    sealed class Training : IDisposable
    {
        public Training()
        {
            manual_seed(1);
            Model = Linear(4, 3);
            Optimizer = optim.Adam(Model.parameters());
            Monitor = GradientMonitor.Attach(Model, Optimizer);
        }

        public TorchSharp.Modules.Linear Model { get; }

        public optim.Optimizer Optimizer { get; }

        public GradientMonitor Monitor { get; }

        public void Take(int steps, float poison = 1)
        {
            for (var step = 0; step < steps; step++)
            {
                using var scope = NewDisposeScope();
                Optimizer.zero_grad();
                var loss = Model.call(ones(2, 4)).square().mean().mul(poison);
                loss.backward();
                Monitor.Step(loss);
            }
        }

        public void Dispose()
        {
            Monitor.Dispose();
            Optimizer.Dispose();
            Model.Dispose();
        }
    }
}
