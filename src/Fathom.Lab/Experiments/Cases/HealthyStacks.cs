using static Fathom.Lab.Experiments.Cases.Draft;

namespace Fathom.Lab.Experiments.Cases;

/// <summary>Networks of many kinds that learn as they are.</summary>
static class HealthyStacks
{
    public static IReadOnlyList<ClinicCase> List { get; } =
    [
        Stack(50, "tanh", "orthogonal(1.02)", 0.002).Healthy("tanh-50-orthogonal", "Pennington, Schoenholz and Ganguli 2017"),
        (Stack(50, "tanh", "{ critical: { activation: tanh } }") with { Optimizer = "adam: { lr: 0.0003 }", Steps = 300 }).Healthy("tanh-50-critical-adam", "Schoenholz et al. 2017"),
        (Stack(30, "relu", rate: 0.002) with { Steps = 500 }).Healthy("relu-30-he-slow", "He et al. 2015"),
        (Stack(30, "relu") with { Optimizer = "adam: { lr: 0.0005 }", Steps = 400 }).Healthy("relu-30-he-adam", "He et al. 2015"),
        (Stack(3, "batch-norm, relu") with { Batch = 4, Optimizer = "sgd: { lr: 0.02 }", Steps = 400 }).Healthy("batch-norm-batch-4", "Ioffe and Szegedy 2015"),
        Stack(10, "batch-norm, relu", rate: 0.02).Healthy("batch-norm-10", "Ioffe and Szegedy 2015"),
        Stack(10, "batch-norm, sigmoid", rate: 0.05).Healthy("batch-norm-sigmoid-10", "Ioffe and Szegedy 2015"),
        (Stack(10, "layer-norm, gelu") with { Optimizer = "adam: { lr: 0.001 }" }).Healthy("layer-norm-gelu-10", "Ba, Kiros and Hinton 2016"),
        (Stack(6, "rms-norm, silu") with { Optimizer = "adamw: { lr: 0.001 }" }).Healthy("rms-norm-silu-6", "Zhang and Sennrich 2019"),
        (Stack(3, "relu, { dropout: 0.3 }") with { Steps = 300 }).Healthy("dropout-3", "Srivastava et al. 2014"),
        (Stack(15, "selu, { alpha-dropout: 0.05 }", "lecun-normal", 0.005) with { Steps = 300 }).Healthy("selu-15-alpha-dropout", "Klambauer et al. 2017"),
        (Stack(6, "mish") with { Optimizer = "adam: { lr: 0.001 }" }).Healthy("mish-6", "Misra 2020"),
        Stack(6, "{ leaky-relu: 0.1 }").Healthy("leaky-6", "Maas et al. 2013"),
        Stack(6, "prelu").Healthy("prelu-6", "He et al. 2015"),
        Stack(10, "softsign", "xavier-normal", 0.05).Healthy("softsign-10", "Glorot and Bengio 2010"),
        (Stack(3, "relu", "torch-default") with { Optimizer = "sgd: { lr: 0.1, momentum: 0.9 }" }).Healthy("relu-3-default", "the default, shallow"),
        (Stack(5, "relu", "torch-default") with { Optimizer = "adam: { lr: 0.001 }" }).Healthy("relu-5-default-adam", "the default, shallow"),
        (new Draft { Layers = "{ maxout: 48, pieces: 2 }, { maxout: 48, pieces: 2 }, { linear: 10 }", Init = "xavier-normal" }).Healthy("maxout-2", "Goodfellow et al. 2013"),
        Blocks("{ residual: [ layer-norm, { linear: 64 }, relu, { linear: 64 } ] }", 50, "adamw: { lr: 0.0005 }").Healthy("residual-50-layer-norm", "He et al. 2016"),
        Blocks("{ residual: [ { linear: 64 }, relu ], scale: rezero }", 30, "adam: { lr: 0.001 }").Healthy("residual-30-rezero", "Bachlechner et al. 2021"),
        Blocks("{ residual: [ { linear: 64 }, relu, { linear: 64 } ], scale: fixup }", 10, "sgd: { lr: 0.02 }").Healthy("residual-10-fixup", "Zhang, Dauphin and Ma 2019"),
        Blocks("{ highway: [ { linear: 64 }, tanh ] }", 20, "sgd: { lr: 0.05, momentum: 0.9 }").Healthy("highway-20", "Srivastava, Greff and Schmidhuber 2015"),
        (Image("{ repeat: 6, layers: [ { residual: [ batch-norm, relu, { conv2d: 8, padding: same } ] } ] }, max-pool, flatten") with { Optimizer = "sgd: { lr: 0.02, momentum: 0.9 }" }).Healthy("resnet-6-cnn", "He et al. 2016"),
        Image("{ dense: [ { conv2d: 4, padding: same }, relu ] }, { dense: [ { conv2d: 4, padding: same }, relu ] }, max-pool, flatten").Healthy("densenet-2-cnn", "Huang et al. 2017"),
        Image("relu, { conv2d: 8, padding: same, groups: 8 }, relu, max-pool, { group-norm: 2 }, flatten").Healthy("group-norm-cnn", "Wu and He 2018"),
        Attention("pre", 4, "adam: { lr: 0.001 }").Healthy("transformer-4-pre-norm", "Xiong et al. 2020"),
        Attention("pre", 6, "adamw: { lr: 0.002 }").Healthy("transformer-6-pre-norm", "Xiong et al. 2020"),
        (Attention("post", 2, "adam: { lr: 0.002 }", ", schedule: warm-up(30)") with { Steps = 200 }).Healthy("transformer-2-post-norm", "Vaswani et al. 2017: with a warm-up"),
        Attention("pre", 2, "rmsprop: { lr: 0.001 }").Healthy("transformer-2-pre-norm-rmsprop", "Xiong et al. 2020"),
        (new Draft { Layers = "{ linear: 10 }", Init = "torch-default" }).Healthy("softmax-regression", "no hidden layer"),
        (new Draft { Layers = "{ linear: 128, weight-norm: true }, relu, { linear: 10, weight-norm: true }" }).Healthy("weight-norm", "Salimans and Kingma 2016"),
    ];

    static Draft Blocks(string block, int count, string optimizer) => new()
    {
        Layers = FormattableString.Invariant($"{{ linear: 64 }}, {{ repeat: {count}, layers: [ {block} ] }}, {{ linear: 10 }}"),
        Optimizer = optimizer,
        Steps = 150,
    };

    static Draft Image(string layers) => new()
    {
        Input = "1, 28, 28",
        Layers = $"{{ conv2d: 8, stride: 2, padding: same }}, {layers}, {{ linear: 10 }}",
        Steps = 150,
    };

    static Draft Attention(string norm, int blocks, string optimizer, string plan = "") => new()
    {
        Input = "28, 28",
        Init = "xavier-uniform",
        Layers = FormattableString.Invariant($"{{ linear: 32 }}, positional-encoding, {{ repeat: {blocks}, layers: [ {{ transformer-block: 4, norm: {norm}, feed-forward: 64 }} ] }}, layer-norm, mean-over-time, {{ linear: 10 }}"),
        Optimizer = optimizer,
        Plan = plan,
        Steps = 120,
    };
}
