using Fathom.Recipes;

namespace Fathom.Lab.Recipes;

static class TrainingWords
{
    /// <summary>The section on how a network is trained.</summary>
    public static Word Section { get; } = new("training", "How the network is trained.", () => new TrainingPlan(),
        Option.Of("optimizer", OptimizerWords.Form, (TrainingPlan plan) => plan.Optimizer,
            (plan, optimizer) => plan with { Optimizer = optimizer }, "What turns gradients into updates."),
        Option.Of("batch", new WholeForm<int>(1, 1_000_000), (TrainingPlan plan) => plan.Batch,
            (plan, batch) => plan with { Batch = batch }, "How many samples a step takes; fewer where the data has fewer."),
        Option.Of("steps", new WholeForm<long>(1, 1_000_000_000), (TrainingPlan plan) => plan.Steps,
            (plan, steps) => plan with { Steps = steps }, "How many steps the whole training takes."),
        Option.Of("schedule", ScheduleWords.Form, (TrainingPlan plan) => plan.Schedule,
            (plan, schedule) => plan with { Schedule = schedule }, "How the learning rate goes on over the steps."),
        Limit("clip-norm", plan => plan.ClipNorm, (plan, norm) => plan with { ClipNorm = norm }, "The norm that the whole gradient may have."),
        Limit("clip-value", plan => plan.ClipValue, (plan, value) => plan with { ClipValue = value }, "The size that each number of the gradient may have."),
        Limit("clip-layer-norm", plan => plan.ClipLayerNorm, (plan, norm) => plan with { ClipLayerNorm = norm }, "The norm that each layer's gradient may have."),
        Option.Of("adaptive-clip", ClippingWords.Form, (TrainingPlan plan) => plan.AdaptiveClip,
            (plan, clip) => plan with { AdaptiveClip = clip }, "Clipping whose limit follows the training."),
        Option.Of("weight-decay", new NumberForm(0, 1000), (TrainingPlan plan) => plan.WeightDecay,
            (plan, decay) => plan with { WeightDecay = decay },
            "Which share of each weight, times the learning rate, is taken off before each step, whichever the optimizer; biases are let be."),
        Option.Of("l1", new NumberForm(0, 1e6), (TrainingPlan plan) => plan.L1,
            (plan, strength) => plan with { L1 = strength }, "What the sum of the weights' magnitudes is multiplied by and added to the loss."),
        Option.Of("l2", new NumberForm(0, 1e6), (TrainingPlan plan) => plan.L2,
            (plan, strength) => plan with { L2 = strength }, "What half the sum of the weights' squares is multiplied by and added to the loss."),
        Limit("max-norm", plan => plan.MaxNorm, (plan, norm) => plan with { MaxNorm = norm }, "The norm that the weights into each unit may have after a step."),
        Option.Of("preserve-gradients", new NumberForm(0, 1e6), (TrainingPlan plan) => plan.PreserveGradients,
            (plan, strength) => plan with { PreserveGradients = strength },
            "How strongly recurrent weights are pulled to where gradients keep their norm from step to step."),
        Option.Of("precision", new EnumForm<Precision>(), (TrainingPlan plan) => plan.Precision,
            (plan, precision) => plan with { Precision = precision }, "How weights, inputs, gradients and loss are stored."),
        Option.Of("loss-scale", LossScaleWords.Form, (TrainingPlan plan) => plan.LossScale,
            (plan, scale) => plan with { LossScale = scale },
            "What the loss is multiplied by before a backward pass in 16 bits; with any scale, 1 included, the optimizer works on float32 copies of the weights."));

    static Option Limit(string name, Func<TrainingPlan, object?> get, Func<TrainingPlan, double, TrainingPlan> set, string doc) =>
        Option.Of(name, new LimitForm(1e12), get, set, doc);
}
