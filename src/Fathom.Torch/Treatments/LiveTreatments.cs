using Fathom.Recipes;
using Fathom.Treatments;
using static TorchSharp.torch;
using Optimizer = Fathom.Recipes.Optimizer;

namespace Fathom.Torch.Treatments;

/// <summary>Which treatments of recipes can be carried out on a live training, and how.</summary>
public static class LiveTreatments
{
    /// <summary>How <paramref name="treatment"/> is carried out on a live module and its optimizer.</summary>
    /// <remarks>
    /// A network that was built from a recipe is better rebuilt from the treated one with the weights of the old, since then the recipe still says what it
    /// is: see Transplant in Fathom.Lab.
    /// </remarks>
    public static LiveForm For(ITreatment treatment)
    {
        ArgumentNullException.ThrowIfNull(treatment);
        return treatment switch
        {
            LowerLearningRate lower => Exact("Divide the rates of all groups.", new SetLearningRate { Factor = 1 / lower.Divisor }),
            RaiseLearningRate raise => Exact("Multiply the rates of all groups.", new SetLearningRate { Factor = raise.Factor }),
            AddWeightDecay decay => Exact("Set the weight decay of the optimizer, as it understands it: of the weights in AdamW, of the gradient elsewhere.", new SetWeightDecay { To = decay.Decay }),
            ChangeOptimizer change => Exact("Put the new optimizer over the same weights; its memory begins anew.", new ReplaceOptimizer { By = weights => Make(change.To, weights) }),
            ReplaceActivation replace when Module(replace.By) is { } by =>
                new(LiveFit.ChangesFunction, "Replace the activation modules and keep the weights; gradually, by a Blend, it is exact.", new ReplaceActivations { By = by }),
            InsertNorm { Position: NormPosition.BeforeActivations, Norm: BatchNorm } => Exact("Insert batch-norms that begin as the identity on a batch.", new InsertNorms()),
            InsertNorm { Position: NormPosition.BeforeActivations, Norm: LayerNorm } => Exact("Insert layer-norms that begin as nothing of a Blend.", new InsertNorms { Kind = NormKind.Layer }),
            InsertNorm => new(LiveFit.ChangesFunction, "Replace the module before or behind the place by a Sequential of both, or by a Blend to begin exactly."),
            AddSkips => Exact("Lead skips around the layers that begin at zero, which is not the recipe's form: see docs/treatments/add-skips.md.", new AddZeroSkips()),
            OpenForgetGate { Bias: FixedForgetBias bias } => new(LiveFit.ChangesFunction, "Add to the forget gates' biases: the state is kept longer at once.", new ShiftForgetBias { By = bias.Value }),
            RemoveDropout { Left: 0 } => Exact("Set every chance of dropout to 0; exact while evaluating.", new SetDropout { To = 0 }),
            RemoveDropout => Exact("Set each module's chance; exact while evaluating."),
            AddDropout => Exact("Replace activations by a Sequential of themselves and dropout; exact while evaluating."),
            ClipGradient => Exact("Attach a monitor with the clip among its guards: weights stay, the next step is bounded."),
            AddMaxNorm => Exact("Call HoldUnitNorm after each step; exact where no norm is above the limit yet."),
            AddWeightPenalty => Exact("Add the penalty to the loss; weights stay."),
            LoosenClip => Exact("Change the clip in the loop or among the monitor's guards; weights stay."),
            LowerWeightDecay => Exact("Set the optimizer's weight decay by SetWeightDecay, and the factor of the penalty; weights stay."),
            HoldLearningRate => Exact("Make the scheduler anew, or take it away and set the rate by SetLearningRate; weights stay."),
            FreeBranches { By: null } => Exact("Leave the branch out of forward: times zero it added nothing."),
            FreeBranches { By: ReZeroScale } => Exact("Let the factor be a parameter that begins at zero, and hand it to the optimizer."),
            FreeBranches => new(LiveFit.ChangesFunction, "Change the factor: what the branch makes is added at once."),
            DecayLearningRate or WarmUpLearningRate => Exact("Make a scheduler over the optimizer; it begins at the step that is reached."),
            EnlargeBatch or TruncateThroughTime or UnfreezeParameters => Exact("The loop's or the optimizer's groups' business; weights stay."),
            ScaleLoss => Exact("Make the optimizer anew as a LossScaler, over float32 copies of the weights; its memory begins anew."),
            ChangePrecision => new(LiveFit.ChangesFunction, "Move the module, then make the optimizer anew; exact where the new format holds all numbers of the old."),
            RepairOutput => new(LiveFit.ChangesFunction, "Exact where a softmax or sigmoid moves from the network into the loss, else another function, which is the purpose."),
            StandardizeInputs => new(LiveFit.ChangesFunction, "Standardise what comes in; exact where the first layer's weights and biases take the change back."),
            Reinitialize => new(LiveFit.ChangesFunction, "Restart chosen layers by RestartLayers: they have forgotten, the others have not."),
            PreserveGradientsThroughTime => Exact("Add the regulariser's gradient to the recurrent weights' after each backward pass; weights stay."),
            PreNorm or ShortenPathThroughTime or StartRecurrentWeights => new(LiveFit.Impossible, "What the weights have learnt belongs to the other order, reading or start: train anew."),
            _ => new(LiveFit.Impossible, "The treated network has other layers, sizes or starts: train anew, or carry over what still fits."),
        };
    }

    static LiveForm Exact(string how, ILiveTreatment? treatment = null) => new(LiveFit.Exact, how, treatment);

    static Func<nn.Module, nn.Module<Tensor, Tensor>>? Module(Activation activation) => activation switch
    {
        Relu => _ => nn.ReLU(),
        LeakyRelu leaky => _ => nn.LeakyReLU(leaky.Slope),
        Prelu { PerChannel: false } prelu => _ => nn.PReLU(1, prelu.Slope),
        Elu elu => _ => nn.ELU(elu.Alpha),
        Selu => _ => nn.SELU(),
        Gelu gelu => _ => nn.GELU(gelu.Approximate ? TorchSharp.Modules.GELU.Approximate.tanh : TorchSharp.Modules.GELU.Approximate.none),
        Silu => _ => nn.SiLU(),
        Mish => _ => nn.Mish(),
        Tanh => _ => nn.Tanh(),
        Sigmoid => _ => nn.Sigmoid(),
        Softplus => _ => nn.Softplus(),
        Softsign => _ => nn.Softsign(),
        HardSigmoid => _ => nn.Hardsigmoid(),
        HardSwish => _ => nn.Hardswish(),
        _ => null,
    };

    static optim.Optimizer Make(Optimizer optimizer, IEnumerable<TorchSharp.Modules.Parameter> weights) => optimizer switch
    {
        Sgd sgd => optim.SGD(weights, sgd.LearningRate, sgd.Momentum, sgd.Dampening, sgd.WeightDecay, sgd.Nesterov),
        Adam adam => optim.Adam(weights, adam.LearningRate, adam.Betas[0], adam.Betas[1], adam.Epsilon, adam.WeightDecay, adam.AmsGrad),
        AdamW adam => optim.AdamW(weights, adam.LearningRate, adam.Betas[0], adam.Betas[1], adam.Epsilon, adam.WeightDecay, adam.AmsGrad),
        RmsProp rms => optim.RMSProp(weights, rms.LearningRate, rms.Alpha, rms.Epsilon, rms.WeightDecay, rms.Momentum, rms.Centered),
        Adagrad adagrad => optim.Adagrad(weights, adagrad.LearningRate, adagrad.LearningRateDecay, adagrad.WeightDecay, adagrad.InitialSum, adagrad.Epsilon),
        var other => throw new LiveTreatmentException($"No live optimizer is known for {other.GetType().Name}."),
    };
}
