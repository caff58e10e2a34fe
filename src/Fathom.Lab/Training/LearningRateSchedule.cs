using Fathom.Recipes;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Fathom.Lab.Training;

/// <summary>Sets an optimizer's learning rates before each step as a schedule says. Frozen groups, those of rate 0, stay frozen.</summary>
sealed class LearningRateSchedule
{
    readonly Schedule _schedule;
    readonly long _steps;
    readonly (ParamGroup Group, double Rate)[] _groups;
    readonly Plateau? _plateau;
    readonly long _plateauFrom;
    long _taken;

    public LearningRateSchedule(Schedule schedule, long steps, optim.Optimizer optimizer)
    {
        (_schedule, _steps) = (schedule, steps);
        _groups = [.. optimizer.ParamGroups.Cast<ParamGroup>().Select(group => (group, group.LearningRate)).Where(group => group.LearningRate > 0)];
        var inner = schedule;
        while (inner is WarmUp warmUp) (inner, _plateauFrom) = (warmUp.Then, _plateauFrom + warmUp.Steps);
        if (inner is OnPlateau plateau) _plateau = new Plateau(plateau);
    }

    /// <summary>Sets the rates for the next step.</summary>
    public void BeforeStep()
    {
        foreach (var (group, rate) in _groups) group.LearningRate = RateFor(rate);
    }

    /// <summary>Hears the loss of the step that was taken.</summary>
    public void AfterStep(double loss)
    {
        if (_taken++ >= _plateauFrom) _plateau?.Hear(loss);
    }

    double RateFor(double rate)
    {
        var scheduled = _schedule.RateAt(rate, _taken, _steps);
        return _plateau is null ? scheduled : _plateau.Schedule.RateAfter(scheduled, _plateau.Drops);
    }
}
