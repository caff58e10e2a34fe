using Fathom.Recipes;

namespace Fathom.Lab.Tests;

/// <summary>Recipes whose details do not matter.</summary>
static class Some
{
    public static Recipe Recipe(long seed = 1, long steps = 500) => new()
    {
        Name = "some",
        Seed = seed,
        Data = new Blobs { Samples = 300 },
        Network = new Network { Input = [2], Layers = [new Linear { Units = 8 }, new Tanh(), new Linear { Units = 3 }] },
        Training = new TrainingPlan { Optimizer = new Sgd { LearningRate = 0.1 }, Batch = 32, Steps = steps },
    };
}
