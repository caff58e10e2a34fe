using Fathom.Lab.Training;
using Fathom.Recipes;

namespace Fathom.Cli.Tests;

/// <summary>Trainings that were interrupted.</summary>
static class HalfTrained
{
    public static Recipe DeepSigmoid => new()
    {
        Name = "small-deep-sigmoid",
        Data = new Blobs { Samples = 600 },
        Network = new Network { Input = [2], Layers = [new Repeat { Times = 10, Layers = [new Linear { Units = 16 }, new Sigmoid()] }, new Linear { Units = 3 }] },
        Training = new TrainingPlan { Optimizer = new Sgd { LearningRate = 0.1 }, Batch = 32, Steps = 1000 },
    };

    public static void Save(Trainer trainer, string path, long steps)
    {
        _ = trainer.Run(steps);
        using var checkpoint = Checkpoint.Of(trainer);
        checkpoint.Save(path);
    }
}
