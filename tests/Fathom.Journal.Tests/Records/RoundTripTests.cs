using CsCheck;
using Fathom.Journal.Framing;
using Fathom.Journal.Records;
using Fathom.Journal.Series;
using Fathom.Ledger;
using Fathom.Runs;
using Google.Protobuf;

namespace Fathom.Journal.Tests.Records;

public class RoundTripTests
{
    [Fact]
    public void A_reading_comes_back_in_every_field() =>
        ReadingGen.Reading.Sample(reading => Assert.Equal(Sameness.Of(reading), Sameness.Of(Back(new PlacedBlock(3, 0, ReadingBlock.Of(reading))).Block.Reading)));

    [Fact]
    public void A_block_of_readings_comes_back_in_every_field() =>
        ReadingGen.Reading.Array[2, 5].Sample(readings =>
        {
            var block = readings.Select(ReadingBlock.Of).Aggregate((left, right) => left + right);

            var back = Back(new PlacedBlock(16, 2, block));

            Assert.Equal((16, 2), (back.Index, back.Level));
            Assert.Equal(Sameness.Of(block), Sameness.Of(back.Block));
        });

    [Fact]
    public void Every_field_of_a_reading_was_tried()
    {
        // A generator that leaves a field at its default would let a forgotten field pass.
        var fields = new[] { typeof(StepReading), typeof(PlaceReading), typeof(ParameterReading), typeof(UpdateReading), typeof(UnitReading), typeof(InputReading), typeof(OutputReading) }
            .SelectMany(type => type.GetProperties().Where(property => property.SetMethod is not null).Select(property => (type, property))).ToList();
        var seen = fields.ToDictionary(field => field, _ => new HashSet<string>(StringComparer.Ordinal));

        ReadingGen.Reading.Sample(reading =>
        {
            object?[] parts =
            [
                reading, .. reading.Places, .. reading.Parameters, .. reading.Parameters.Select(parameter => parameter.Update), .. reading.Places.Select(place => place.Units),
                .. reading.Inputs, reading.Output,
            ];
            foreach (var field in fields)
            {
                foreach (var part in parts.Where(part => part?.GetType() == field.type)) seen[field].Add(Sameness.Of(field.property.GetValue(part)));
            }
        }, iter: 200, threads: 1);

        Assert.All(seen, field => Assert.True(field.Value.Count > 1, $"{field.Key.type.Name}.{field.Key.property.Name} was always the same."));
    }

    [Fact]
    public void A_reading_of_a_fathom_that_knew_no_clip_factor_was_not_clipped()
    {
        var old = Wire.StepReading.Parser.ParseFrom(new Wire.StepReading { Step = 3 }.ToByteArray());

        Assert.Equal(1, ReadingDecoding.Read(old).ClipFactor);
    }

    [Fact]
    public void A_reading_of_a_fathom_that_knew_no_loss_scale_was_not_scaled()
    {
        var old = Wire.StepReading.Parser.ParseFrom(new Wire.StepReading { Step = 3, Parameters = { new Wire.ParameterReading { Name = "w", Type = 2 } } }.ToByteArray());

        var reading = ReadingDecoding.Read(old);

        Assert.Equal(1, reading.LossScale);
        Assert.Equal(reading.Parameters[0].Type, reading.Parameters[0].GradientType);
    }

    static PlacedBlock Back(PlacedBlock placed)
    {
        var wire = new WireWriter();
        BlockRecord.Write(wire, 1.5, placed);
        var @event = Wire.Event.Parser.ParseFrom(wire.Bytes[RecordFrame.HeaderLength..^RecordFrame.FooterLength]);
        Assert.Equal(placed.Block.LastStep, @event.Step);
        return RecordDecoding.Read(RecordDecoding.Content(@event)!.Block)!;
    }
}
