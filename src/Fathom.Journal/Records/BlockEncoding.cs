using Fathom.Journal.Framing;
using Fathom.Ledger;
using Fathom.Runs;

namespace Fathom.Journal.Records;

/// <summary>Blocks of readings and of scalars, written and read.</summary>
static class BlockEncoding
{
    public static void Write(WireWriter wire, ReadingBlock block)
    {
        wire.Field(1, block.FirstStep);
        wire.Field(2, block.LastStep);
        wire.Field(3, block.Count);
        foreach (var place in block.Places) Write(wire, place);
        foreach (var parameter in block.Parameters)
        {
            wire.Begin(5);
            wire.Field(1, parameter.Name);
            wire.Field(2, parameter.GradientCount);
            wire.Field(3, parameter.UpdateCount);
            wire.Field(4, parameter.Gradient);
            wire.Field(5, parameter.Value);
            wire.Field(6, parameter.UpdateRatios);
            wire.End();
        }

        foreach (var link in block.Links)
        {
            wire.Begin(6);
            wire.Field(1, link.Name);
            wire.Field(2, (int)link.Kind);
            wire.Field(3, link.Count);
            wire.Field(4, link.Ended);
            wire.Field(5, link.SumOfDecades);
            wire.End();
        }
    }

    public static ReadingBlock Read(Wire.ReadingBlock wire) => new()
    {
        FirstStep = wire.FirstStep,
        LastStep = wire.LastStep,
        Count = wire.Count,
        Places = [.. wire.Places.Select(Read)],
        Parameters = [.. wire.Parameters.Select(Read)],
        Links = [.. wire.Links.Select(link => new LinkBlock(link.Name, (LinkKind)link.Kind, link.Count, link.Ended, link.SumOfDecades))],
    };

    public static void Write(WireWriter wire, ScalarBlock block)
    {
        wire.Field(1, block.FirstStep);
        wire.Field(2, block.LastStep);
        wire.Field(3, block.Last);
        wire.Field(4, block.Values);
    }

    public static ScalarBlock Read(Wire.ScalarBlock wire) => new(wire.FirstStep, wire.LastStep, wire.Last, ReadingDecoding.Summary(wire.Values));

    static void Write(WireWriter wire, PlaceBlock place)
    {
        wire.Begin(4);
        wire.Field(1, place.Name);
        wire.Field(2, place.Type);
        wire.Field(3, (int)place.Kind);
        wire.Field(4, place.Call);
        wire.Field(5, place.Output);
        wire.Field(6, place.IsContainer);
        wire.Field(7, place.GradientCount);
        wire.Field(8, place.ActivationCount);
        wire.Field(9, place.Gradient);
        wire.Field(10, place.Activation);
        wire.Field(11, place.GradientThroughTime);
        wire.End();
    }

    static PlaceBlock Read(Wire.PlaceBlock wire) => new()
    {
        Name = wire.Name,
        Type = wire.Type,
        Kind = (LinkKind)wire.Kind,
        Call = wire.Call,
        Output = wire.Output,
        IsContainer = wire.IsContainer,
        GradientCount = wire.GradientCount,
        ActivationCount = wire.ActivationCount,
        Gradient = wire.HasGradient ? ReadingDecoding.Summary(wire.Gradient) : null,
        Activation = wire.HasActivation ? ReadingDecoding.Summary(wire.Activation) : null,
        GradientThroughTime = [.. wire.GradientThroughTime],
    };

    static ParameterBlock Read(Wire.ParameterBlock wire) => new()
    {
        Name = wire.Name,
        GradientCount = wire.GradientCount,
        UpdateCount = wire.UpdateCount,
        Gradient = wire.HasGradient ? ReadingDecoding.Summary(wire.Gradient) : null,
        Value = wire.HasValue ? ReadingDecoding.Summary(wire.Value) : null,
        UpdateRatios = wire.UpdateRatios,
    };
}
