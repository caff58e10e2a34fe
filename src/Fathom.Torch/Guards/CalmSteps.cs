using System.Reflection;
using Fathom.Statistics;
using Fathom.Torch.Probes;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Fathom.Torch.Guards;

/// <summary>Knows of which optimizers and settings no step can overflow whose gradients and memory are at most 2^50.</summary>
/// <remarks>The derivation stands in docs/guards/skip-non-finite.md.</remarks>
sealed class CalmSteps
{
    const double MostRate = 1 << 20;
    const double LeastEpsilon = 1.0 / (1L << 40);
    const double MostDecay = 64;

    const double MostSteadyRate = 1 << 10;
    const double MostSteadyDecay = 1;
    const double MostSteadyPull = 1.0 / (1 << 13);
    const double MostSteadyBeta = 1 - (1.0 / (1 << 10));

    readonly Group[] _groups;
    readonly double _outerDecay;
    readonly bool _formatsAreWide;

    public CalmSteps(GuardedTraining training)
    {
        _outerDecay = training.Memory.OuterDecay;
        var isKnown = training.Memory.Inner is SGD or Adam or AdamW or RMSProp or Adagrad;
        _groups = isKnown ? [.. training.Memory.Inner.ParamGroups.OfType<ParamGroup>().Select(group => new Group(group, training.Memory.Inner))] : [];
        _formatsAreWide = training.Written.All(entry => TensorMemory.ElementTypeOf(entry.parameter.Handle) is
            ElementType.Float32 or ElementType.Float64 or ElementType.BFloat16);
    }

    /// <summary>True where the next step, as the optimizer is set at present, cannot overflow.</summary>
    public bool AllowsFor()
    {
        if (_groups.Length == 0 || !_formatsAreWide) return false;
        foreach (var group in _groups)
            if (!group.IsCalm(_outerDecay)) return false;
        return true;
    }

    /// <summary>
    /// True where 1,000 steps like the next, which itself cannot overflow, cannot carry weights and memory out of their format, whatever gradients
    /// of at most 2^50 they are made of.
    /// </summary>
    public bool AreSteady()
    {
        foreach (var group in _groups)
            if (!group.IsSteady()) return false;
        return _groups.Length > 0;
    }

    sealed class Group(ParamGroup group, optim.Optimizer optimizer)
    {
        readonly Func<object, double?>? _epsilon = Reader(group, "eps");
        readonly Func<object, double?>? _decay = Reader(group, "weight_decay");
        readonly Func<object, double?>? _momentum = Reader(group, "momentum");
        readonly Func<object, double?>? _centered = Reader(group, "centered");
        readonly Func<object, double?>? _dampening = Reader(group, "dampening");
        readonly Func<object, double?>? _beta = Reader(group, "beta1");

        public bool IsCalm(double outerDecay)
        {
            var rate = group.LearningRate;
            return rate is >= 0 and <= MostRate
                && Number(_decay, 0) <= MostDecay
                && rate * (outerDecay + Number(_decay, 0)) <= 1
                && Number(_epsilon, 1) >= LeastEpsilon
                && Number(_momentum, 0) <= 1
                // The difference of a mean square and a squared mean can round to below 0, of which there is no root.
                && Number(_centered, 0) == 0;
        }

        public bool IsSteady()
        {
            var rate = group.LearningRate;
            // AdamW takes its decay off the weights and leaves gradients alone.
            var pull = optimizer is AdamW ? 0 : Number(_decay, double.NaN);
            var isSteadyDecay = optimizer is SGD
                ? pull is >= 0 and <= MostSteadyDecay && rate * pull <= MostSteadyPull && Number(_dampening, double.NaN) is >= 0 and <= 1
                : pull == 0;
            return rate is >= 0 and <= MostSteadyRate
                && isSteadyDecay
                && Number(_momentum, 0) >= 0
                && (optimizer is not (Adam or AdamW) || Number(_beta, double.NaN) is >= 0 and <= MostSteadyBeta);
        }

        double Number(Func<object, double?>? read, double otherwise) => read?.Invoke(group.Options) ?? otherwise;

        static Func<object, double?>? Reader(ParamGroup group, string name) =>
            group.Options?.GetType().GetField(name, BindingFlags.Public | BindingFlags.Instance) is { } field ? FieldReader.OfNumber(field) : null;
    }
}
