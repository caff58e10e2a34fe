using Fathom.Ledger;
using Fathom.Statistics;
using Google.Protobuf;

namespace Fathom.Journal.Records;

/// <summary>Makes a step reading of what was read.</summary>
static class ReadingDecoding
{
    public static StepReading Read(Wire.StepReading wire) => new()
    {
        Step = wire.Step,
        Loss = wire.Loss,
        LossWasRead = wire.LossWasRead,
        LearningRate = wire.LearningRate,
        Places = [.. wire.Places.Select(Read)],
        Parameters = [.. wire.Parameters.Select(Read)],
        Inputs = [.. wire.Inputs.Select(input => new InputReading { Values = Summary(input.Values), SampleSpread = input.SampleSpread })],
        Output = wire.Output is null ? null : Read(wire.Output),
        Ledger = new ChainLedger(wire.LedgerLinks.Select(Read), wire.LedgerOutputNorm),
        ClipFactor = wire.HasClipFactor ? wire.ClipFactor : 1,
        LossScale = wire.HasLossScale ? wire.LossScale : 1,
        BeganWithOldGradients = wire.HasBeganWithOldGradients ? wire.BeganWithOldGradients : null,
    };

    public static TensorSummary Summary(ByteString saved) => TensorSummary.Restore(saved.Span);

    static PlaceReading Read(Wire.PlaceReading wire) => new()
    {
        Name = wire.Name,
        Type = wire.Type,
        Kind = (LinkKind)wire.Kind,
        Call = wire.Call,
        Output = wire.Output,
        IsContainer = wire.IsContainer,
        Activation = wire.HasActivation ? Summary(wire.Activation) : null,
        Gradient = wire.HasGradient ? Summary(wire.Gradient) : null,
        Units = wire.Units is null ? null : Read(wire.Units),
        GradientThroughTime = [.. wire.GradientThroughTime],
    };

    static UnitReading Read(Wire.UnitReading wire) => new()
    {
        Units = wire.Units,
        Samples = wire.Samples,
        SampleSpread = wire.SampleSpread,
        SaturatedShare = wire.SaturatedShare,
        FlatUnits = [.. wire.FlatUnits],
    };

    static ParameterReading Read(Wire.ParameterReading wire) => new()
    {
        Name = wire.Name,
        Value = wire.HasValue ? Summary(wire.Value) : null,
        Gradient = wire.HasGradient ? Summary(wire.Gradient) : null,
        Update = wire.Update is null ? null : Read(wire.Update),
        LearningRate = wire.LearningRate,
        RequiresGradient = wire.RequiresGradient,
        IsOwned = wire.HasIsOwned ? wire.IsOwned : null,
        Type = wire.HasType ? (ElementType)wire.Type : null,
        HasEqualRows = wire.HasEqualRows,
        GradientType = wire.HasGradientType ? (ElementType)wire.GradientType : null,
    };

    static UpdateReading Read(Wire.UpdateReading wire) => new()
    {
        Change = Summary(wire.Change),
        Ratio = wire.Ratio,
        Lost = wire.Lost,
        Pulled = wire.Pulled,
        Descent = wire.Descent,
        Sampled = wire.Sampled,
    };

    static OutputReading Read(Wire.OutputReading wire) => new()
    {
        Type = wire.Type,
        Columns = wire.Columns,
        Rows = wire.Rows,
        Minimum = wire.Minimum,
        Maximum = wire.Maximum,
        FarthestSumFromOne = wire.FarthestSumFromOne,
        GradientImbalance = wire.GradientImbalance,
        SmallestPull = wire.SmallestPull,
        LargestPull = wire.LargestPull,
        FarthestFromLogistic = wire.HasFarthestFromLogistic ? wire.FarthestFromLogistic : double.NaN,
        CommonTarget = wire.HasCommonTarget ? wire.CommonTarget : double.NaN,
        CommonTargetLoss = wire.HasCommonTargetLoss ? wire.CommonTargetLoss : double.NaN,
    };

    static Link Read(Wire.Link wire) => new(wire.Name, (LinkKind)wire.Kind, wire.Gain)
    {
        Ways = [.. wire.Ways.Select(way => new Way(way.Name, way.Gain, [.. way.Links.Select(Read)]))],
    };
}
