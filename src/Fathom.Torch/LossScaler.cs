using Fathom.Recipes;
using Fathom.Torch.Guards;
using Fathom.Torch.Scaling;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Fathom.Torch;

/// <summary>Trains a float16 or bfloat16 module with float32 copies of its weights, and with a loss scaled so that small gradients do not become zeros.</summary>
/// <remarks>
/// <para>Micikevicius et al. (2018), Mixed precision training, sections 3.1 and 3.2. Three lines of a loop change:</para>
/// <code>
/// using var optimizer = new LossScaler(model, masters => optim.Adam(masters, 1e-3));
/// optimizer.Scale(loss).backward();
/// optimizer.step();                  // or monitor.Step(loss), with the loss as it was before scaling
/// </code>
/// <para>Compute the loss in float32, <c>cross_entropy(model.call(x).to(float32), y)</c>: in float16 it ends at 65,504. A step divides the
/// gradients by the scale in float32, has the inner optimizer step the copies, and gives the module the copies, rounded. A step whose gradients
/// hold infinity or NaN is not taken. Weights that somebody else writes are taken over by their copies at the next step.</para>
/// <para>A monitor that owns this optimizer reads gradients divided by the scale, and weights and updates of the copies.</para>
/// </remarks>
public sealed class LossScaler : optim.Optimizer, IWrapsOptimizer
{
    readonly MasterWeights _masters;
    readonly optim.Optimizer _inner;
    readonly DynamicLossScale? _dynamic;
    bool _isUnscaled;

    /// <summary>Takes float32 copies of a module's weights and makes an optimizer over them.</summary>
    /// <param name="model">The module, in the format that it is to be trained in.</param>
    /// <param name="optimizer">Makes the optimizer: <c>masters => optim.Adam(masters, 1e-3)</c>. The copies come in the order of the module's parameters.</param>
    /// <param name="scale">How the loss is scaled; null for <see cref="DynamicLossScale"/>, a <see cref="FixedLossScale"/> of 1 for the copies alone.</param>
    /// <exception cref="ArgumentException">The optimizer is an LBFGS, which asks for several gradients in a step, or the scale is none.</exception>
    public LossScaler(nn.Module model, Func<IReadOnlyList<Parameter>, optim.Optimizer> optimizer, LossScale? scale = null)
        : base(0)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(optimizer);
        _dynamic = scale is null ? new DynamicLossScale() : scale as DynamicLossScale;
        CurrentScale = (_dynamic, scale) switch
        {
            ({ } dynamic, _) => dynamic.Initial,
            (_, FixedLossScale number) => number.By,
            _ => throw new ArgumentException($"scale must be fixed or dynamic, but was {scale!.GetType().Name}. Without a scale take the optimizer itself.", nameof(scale)),
        };
        _masters = new MasterWeights(model);
        try
        {
            _inner = optimizer(_masters.Copies);
            OptimizerMemory.RequireOneGradient(_inner);
        }
        catch
        {
            _inner?.Dispose();
            _masters.Dispose();
            throw;
        }
    }

    /// <summary>The optimizer over the copies.</summary>
    public optim.Optimizer Inner => _inner;

    /// <summary>0: what decays the weights is inside of <see cref="Inner"/>.</summary>
    public double WeightDecay => 0;

    /// <summary>What the loss is multiplied by at present, 2^-24 to 2^24.</summary>
    public double CurrentScale { get; private set; }

    /// <summary>How many steps in a row have had no overflow since the scale was last changed.</summary>
    public long GoodSteps { get; private set; }

    /// <summary>How many steps were not taken because their gradients were not finite.</summary>
    public long OverflowedSteps { get; private set; }

    /// <summary>True where the latest gradients, looked at by <see cref="Unscale"/>, hold infinity or NaN.</summary>
    public bool HasOverflowed { get; private set; }

    /// <summary>The inner optimizer's groups, of the float32 copies.</summary>
    public override IEnumerable<optim.ILearningRateController> ParamGroups => _inner.ParamGroups;

    /// <summary>True where the latest overflow says nothing but that the scale is too large, and a step will halve it.</summary>
    internal bool IsCalibrating => HasOverflowed && _dynamic is not null && CurrentScale > LossScale.Least;

    /// <summary>True where the scale follows the gradients.</summary>
    internal bool IsDynamic => _dynamic is not null;

    internal MasterWeights Masters => _masters;

    /// <summary>The loss times the scale, for its <c>backward()</c>; in the caller's dispose scope.</summary>
    /// <param name="loss">The loss, best in float32.</param>
    public Tensor Scale(Tensor loss)
    {
        ArgumentNullException.ThrowIfNull(loss);
        _isUnscaled = false;
        // Kept until the call is over: a scalar that only the call holds could be collected under it.
        using var scale = CurrentScale.ToScalar();
        return loss.mul(scale);
    }

    /// <summary>Gives the copies the module's gradients divided by the scale, for whoever clips or reads them before the step; a step does it by itself.</summary>
    /// <remarks>Once in a step: a later call before the next <see cref="Scale"/> or <see cref="zero_grad"/> changes nothing.</remarks>
    public void Unscale()
    {
        if (_isUnscaled) return;
        _masters.TakeOver();
        _masters.Unscale(CurrentScale);
        HasOverflowed = _masters.HaveNonFiniteGradients;
        _isUnscaled = true;
    }

    /// <summary>The float32 copy of a weight: its gradient is what clips should see, and its value what is learnt.</summary>
    /// <param name="weight">A parameter of the module; any other is given back as it is.</param>
    public Parameter CopyOf(Parameter weight)
    {
        ArgumentNullException.ThrowIfNull(weight);
        return _masters.CopyFor(weight);
    }

    /// <summary>Sets the gradients of module and copies to zero.</summary>
    public override void zero_grad()
    {
        _isUnscaled = false;
        _masters.ZeroGradients();
        _inner.zero_grad();
    }

    /// <summary>The float32 copies that the inner optimizer owns.</summary>
    public override IEnumerable<Parameter> parameters() => _inner.parameters();

    /// <summary>Steps the copies and gives the module their values, rounded; where gradients have overflowed, only lowers a dynamic scale.</summary>
    /// <param name="closure">Computes the gradients by <see cref="Scale"/> and <c>backward()</c>, and gives the loss; null where they are there already.</param>
    /// <returns>What the closure gave; null without one.</returns>
    public override Tensor step(Func<Tensor>? closure = null)
    {
        var loss = closure?.Invoke();
        Unscale();
        _isUnscaled = false;
        if (HasOverflowed)
        {
            OverflowedSteps++;
            Rescale(0.5);
            return loss!;
        }

        _inner.step();
        _masters.Publish();
        if (++GoodSteps >= _dynamic?.Interval) Rescale(2);
        return loss!;
    }

    /// <summary>Goes on with the scale of an earlier training; a fixed one stays as it is.</summary>
    internal void Resume(double scale, long goodSteps)
    {
        if (_dynamic is null) return;
        CurrentScale = Math.Clamp(scale, LossScale.Least, LossScale.Most);
        GoodSteps = goodSteps;
    }

    /// <summary>The scaler in what is wrapped around an optimizer; null where there is none.</summary>
    internal static LossScaler? In(optim.Optimizer? optimizer)
    {
        while (optimizer is IWrapsOptimizer wrapper and not LossScaler) optimizer = wrapper.Inner;
        return optimizer as LossScaler;
    }

    /// <summary>Frees the optimizer and the copies; the module keeps its weights.</summary>
    /// <param name="disposing">False where the finalizer calls.</param>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _inner.Dispose();
            _masters.Dispose();
        }

        base.Dispose(disposing);
    }

    void Rescale(double factor)
    {
        GoodSteps = 0;
        if (_dynamic is not null) CurrentScale = Math.Clamp(CurrentScale * factor, LossScale.Least, LossScale.Most);
    }
}
