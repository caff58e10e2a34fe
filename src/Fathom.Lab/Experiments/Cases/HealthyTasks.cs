using static Fathom.Lab.Experiments.Cases.Draft;

namespace Fathom.Lab.Experiments.Cases;

/// <summary>Healthy trainings that look ill to a careless eye: converged, frozen, tiny, noisy, cyclic or clipped.</summary>
static class HealthyTasks
{
    public static IReadOnlyList<ClinicCase> List { get; } =
    [
        (Blobs() with { WarmSteps = 1500, Steps = 1650 }).Healthy("converged-blobs", "trained to the end before anyone looked"),
        (Stack(3, "relu") with { WarmSteps = 600, Steps = 750 }).Healthy("converged-digits", "trained to the end before anyone looked"),
        (Stack(3, "relu") with { WarmSteps = 600, Steps = 750, Optimizer = "adam: { lr: 0.001 }" }).Healthy("converged-digits-adam", "trained to the end before anyone looked"),
        (Line() with { WarmSteps = 800, Steps = 950 }).Healthy("converged-line", "as good as the noise allows"),
        (Stack(3, "relu") with { Arrange = Arrangements.ScaleLoss(1e-6), Optimizer = "adam: { lr: 0.001, eps: 1e-15 }" }).Healthy("tiny-loss-adam", "Adam does not mind gradients of 1e-6"),
        (Stack(8, "tanh", "xavier-normal") with { Arrange = Arrangements.ScaleLoss(1e-4), Optimizer = "adam: { lr: 0.001, eps: 1e-15 }" }).Healthy("tiny-loss-adam-tanh-8", "Adam does not mind gradients of 1e-6"),
        (Stack(3, "relu") with { Arrange = Arrangements.ScaleLoss(1e-6), Optimizer = "sgd: { lr: 50000, momentum: 0.9 }" }).Healthy("tiny-loss-sgd", "a rate that makes up for the loss's unit"),
        (Line() with { Arrange = Arrangements.Both(Arrangements.LinearTargets(0), Arrangements.ScaleTargets(0.001)), Init = "normal(0.0003)", Steps = 400, Optimizer = "sgd: { lr: 0.05 }" }).Healthy("tiny-targets", "a loss of 1e-6"),
        (Stack(4, "relu") with { Optimizer = "sgd: { lr: 0.05, momentum: 0.9, groups: [ { match: 'linear1.*', lr: 0 }, { match: 'linear2.*', lr: 0 } ] }", Steps = 400 }).Healthy("frozen-first-layers", "a rate of zero on purpose"),
        (Stack(4, "relu") with { Arrange = Freeze, Optimizer = "sgd: { lr: 0.05, momentum: 0.9 }" }).Healthy("frozen-by-flag", "requires_grad is false on purpose"),
        (Stack(3, "relu") with { Optimizer = "sgd: { lr: 0.05, momentum: 0.9, groups: [ { match: 'linear1.*', lr: 0.0005 } ] }" }).Healthy("slow-first-layer", "Howard and Ruder 2018: smaller rates below"),
        (Stack(3, "relu") with { Arrange = Arrangements.SameLabels() }).Healthy("labels-all-the-same", "one class is left, and is learnt"),
        (Stack(3, "relu") with { Arrange = Arrangements.DrawLabels(0.3, 10) }).Healthy("label-noise", "three of ten labels drawn by chance"),
        (Stack(3, "relu") with { Data = "source: digits, samples: 250", Batch = 50, Optimizer = "sgd: { lr: 0.02, momentum: 0.9 }" }).Healthy("small-data", "two hundred samples, learnt by heart"),
        (Stack(3, "relu") with { Batch = 1, Optimizer = "sgd: { lr: 0.01 }", Steps = 800 }).Healthy("batch-of-one", "one sample a step"),
        (Stack(4, "relu") with { Optimizer = "sgd: { lr: 0.05, momentum: 0.9 }", Plan = ", schedule: warm-up(100)", Steps = 300, Batch = 64 }).Healthy("warm-up", "Goyal et al. 2017"),
        (Stack(3, "relu") with { Optimizer = "sgd: { lr: 0.1, momentum: 0.9 }", Plan = ", schedule: one-cycle", Steps = 300 }).Healthy("one-cycle", "Smith and Topin 2019"),
        (Stack(3, "relu") with { Plan = ", schedule: cosine", Steps = 300 }).Healthy("cosine", "Loshchilov and Hutter 2017"),
        (Stack(3, "relu") with { Plan = ", schedule: { step: { every: 150, factor: 0.1 } }", Steps = 300 }).Healthy("step-decay", "He et al. 2016"),
        (Stack(4, "relu") with { Plan = ", clip-norm: 0.5", Optimizer = "sgd: { lr: 0.1 }" }).Healthy("clipped", "Pascanu, Mikolov and Bengio 2013"),
        (Stack(3, "relu") with { Plan = ", weight-decay: 0.01, l2: 0.0001" }).Healthy("weight-decay", "Krogh and Hertz 1992"),
        (Stack(3, "relu") with { Loss = "{ cross-entropy: { label-smoothing: 0.1 } }" }).Healthy("label-smoothing", "Szegedy et al. 2016"),
        (Line() with { Steps = 300 }).Healthy("linear-regression", "one layer"),
        (Line() with { Arrange = Arrangements.Both(Arrangements.HeavyTails(), Arrangements.LinearTargets()), Optimizer = "sgd: { lr: 0.02 }", Steps = 300 }).Healthy("heavy-tailed-features", "a few features far larger than the rest"),
        (Line() with { Layers = "{ linear: 32 }, relu, { linear: 1 }", Loss = "huber(1)", Optimizer = "adam: { lr: 0.01 }" }).Healthy("huber-regression", "Huber 1964"),
        (Line() with { Layers = "{ linear: 32 }, tanh, { linear: 1 }", Arrange = Arrangements.Both(Arrangements.LinearTargets(1), Arrangements.ScaleTargets(1)), Optimizer = "adam: { lr: 0.005 }" }).Healthy("noisy-regression", "as much noise as signal"),
        Autoencoder("{ linear: 6 }, { linear: 10 }").Healthy("autoencoder-linear", "Baldi and Hornik 1989"),
        Autoencoder("{ linear: 32 }, tanh, { linear: 6 }, { linear: 32 }, tanh, { linear: 10 }").Healthy("autoencoder-tanh", "Hinton and Salakhutdinov 2006"),
        (new Draft { Input = "10, 8", Init = "torch-default", Data = "source: temporal-order, length: 10, samples: 1000", Layers = "flatten, { linear: 64 }, relu, { linear: 4 }" }).Healthy("one-hot-features", "most features of a sample are zero"),
        (new Draft { Input = "10", Init = "torch-default", Data = "source: temporal-order, length: 10, samples: 1000, encoding: index", Layers = "{ embedding: { vocabulary: 8, width: 8 } }, flatten, { linear: 64 }, relu, { linear: 4 }" }).Healthy("embedding", "rows that a batch leaves out get no gradient"),
        (new Draft { Input = "2", Data = "source: spirals, samples: 1000, classes: 2", Layers = "{ repeat: 3, layers: [ { linear: 64 }, relu ] }, { linear: 2 }", Optimizer = "adam: { lr: 0.01 }", Steps = 500 }).Healthy("spirals", "a curved boundary"),
        (new Draft { Input = "784", Data = "source: digits, samples: 1500", Loss = "mse" }).Healthy("classes-by-squares", "Hui and Belkin 2021"),
        (Stack(3, "relu") with { Optimizer = "sgd: { lr: 0.02, momentum: 0.9, nesterov: true }" }).Healthy("nesterov", "Sutskever et al. 2013"),
    ];

    static void Freeze(Training.Trainer trainer)
    {
        foreach (var (name, parameter) in trainer.Module.named_parameters())
            if (name.StartsWith("linear1.", StringComparison.Ordinal)) parameter.requires_grad = false;
    }

    static Draft Blobs() => new()
    {
        Input = "2",
        Data = "source: blobs, samples: 1000",
        Layers = "{ repeat: 2, layers: [ { linear: 32 }, relu ] }, { linear: 3 }",
        Optimizer = "sgd: { lr: 0.05, momentum: 0.9 }",
    };

    static Draft Line() => new()
    {
        Input = "10",
        Data = "source: clouds, samples: 1000, prepare: standardise",
        Layers = "{ linear: 1 }",
        Loss = "mse",
        Optimizer = "sgd: { lr: 0.05 }",
        Arrange = Arrangements.LinearTargets(),
    };

    static Draft Autoencoder(string layers) => new()
    {
        Input = "10",
        Init = "xavier-normal",
        Data = "source: clouds, samples: 1000, classes: 10, prepare: standardise",
        Layers = layers,
        Loss = "mse",
        Optimizer = "adam: { lr: 0.01 }",
        Arrange = Arrangements.Reproduce(),
        Steps = 300,
    };
}
