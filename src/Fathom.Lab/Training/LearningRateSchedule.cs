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

    /// <summary>Writes down how far the schedule is.</summary>
    public void Write(BinaryWriter writer)
    {
        writer.Write(_taken);
        writer.Write(_plateau is not null);
        _plateau?.Write(writer);
    }

    /// <summary>Goes on from what <see cref="Write"/> wrote; what another schedule has learnt of a plateau is left out.</summary>
    public void Read(BinaryReader reader)
    {
        _taken = reader.ReadInt64();
        if (!reader.ReadBoolean()) return;
        (_plateau ?? new Plateau(new OnPlateau())).Read(reader);
    }

    double RateFor(double rate)
    {
        var scheduled = _schedule.RateAt(rate, _taken, _steps);
        return _plateau is null ? scheduled : _plateau.Schedule.RateAfter(scheduled, _plateau.Drops);
    }
}
