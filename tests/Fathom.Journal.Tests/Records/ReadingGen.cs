using CsCheck;
using Fathom.Ledger;
using Fathom.Statistics;

namespace Fathom.Journal.Tests.Records;

/// <summary>Readings with anything in every field that the field can hold.</summary>
static class ReadingGen
{
    static readonly Gen<double> Number = Gen.Frequency((4, Gen.Double), (1, Gen.Const(double.NaN)), (1, Gen.Const(double.PositiveInfinity)), (1, Gen.Const(-0.0)), (1, Gen.Const(0.0)), (1, Gen.Const(1e-300)));

    static readonly Gen<string> Word = Gen.Frequency((3, Gen.String[Gen.Char['a', 'z'], 0, 40]), (1, Gen.Const("Größe 層 🙂")), (1, Gen.String[Gen.Char['a', 'z'], 120, 300]));

    static readonly Gen<TensorSummary> Summary = Gen.Frequency(
        (3, Gen.Float.Array[0, 50].Select(values => TensorSummary.Of(values))),
        (3, Gen.Double.Array[0, 50].Select(values => TensorSummary.Of(values))),
        (1, Gen.Int[0, 1_000].Select(count => TensorSummary.OfZeros(count))),
        (1, Gen.Const(TensorSummary.Of([float.NaN, float.NegativeInfinity, 1e-40f, 3e38f]))));

    static readonly Gen<double[]> Times = Number.Array[0, 5];

    static readonly Gen<LinkKind> Kind = Gen.Int[0, 8].Select(kind => (LinkKind)kind);

    static readonly Gen<UnitReading?> Units =
        Gen.Select(Gen.Int[1, 5_000], Gen.Int[1, 32], Number, Number, Gen.Int[0, 5_000].Array[0, 5]).Select(
            (units, samples, spread, saturated, flat) => new UnitReading { Units = units, Samples = samples, SampleSpread = spread, SaturatedShare = saturated, FlatUnits = flat }).Null()!;

    static readonly Gen<PlaceReading> Place =
        Gen.Select(Gen.Select(Word, Word, Kind, Gen.Int[0, 500]), Gen.Select(Gen.Int[0, 3], Gen.Bool, Summary.Null(), Summary.Null()), Units, Times).Select(
            (names, parts, units, times) => new PlaceReading
            {
                Name = names.Item1, Type = names.Item2, Kind = names.Item3, Call = names.Item4, Output = parts.Item1, IsContainer = parts.Item2,
                Activation = parts.Item3, Gradient = parts.Item4, Units = units, GradientThroughTime = times,
            });

    static readonly Gen<UpdateReading?> Update =
        Gen.Select(Summary, Number, Gen.Long[0, long.MaxValue], Gen.Long[0, long.MaxValue], Number, Gen.Bool).Select(
            (change, ratio, lost, pulled, descent, sampled) => new UpdateReading { Change = change, Ratio = ratio, Lost = lost, Pulled = pulled, Descent = descent, Sampled = sampled }).Null()!;

    static readonly Gen<ParameterReading> Parameter =
        Gen.Select(Gen.Select(Word, Summary.Null(), Summary.Null(), Update), Gen.Select(Number, Gen.Bool, Gen.Int[0, 2], Gen.Int[-1, 3]), Gen.Bool, Gen.Int[-1, 3]).Select(
            (values, rest, equal, gradient) => new ParameterReading
            {
                Name = values.Item1, Value = values.Item2, Gradient = values.Item3, Update = values.Item4, LearningRate = rest.Item1,
                RequiresGradient = rest.Item2, IsOwned = rest.Item3 == 0 ? null : rest.Item3 == 1, Type = rest.Item4 < 0 ? null : (ElementType)rest.Item4, HasEqualRows = equal,
                GradientType = gradient < 0 ? null : (ElementType)gradient,
            });

    static readonly Gen<Link> Plain = Gen.Select(Word, Kind, Number).Select((name, kind, gain) => new Link(name, kind, gain));

    static readonly Gen<Way> Way = Gen.Select(Word, Number, Plain.Array[0, 3]).Select((name, gain, links) => new Way(name, gain, links));

    static readonly Gen<Link> Block = Gen.Select(Plain, Way.Array[0, 3]).Select((link, ways) => link with { Ways = ways });

    static readonly Gen<Link> Nested = Gen.Select(Plain, Block.Array[1, 2]).Select((link, inner) => link with { Ways = [new Way("branch", 0.5, inner)] });

    static readonly Gen<InputReading> Input = Gen.Select(Summary, Number).Select((values, spread) => new InputReading { Values = values, SampleSpread = spread });

    static readonly Gen<OutputReading?> Output =
        Gen.Select(Gen.Select(Word, Gen.Int[1, 1_000], Gen.Long[1, 1L << 40]), Number.Array[9]).Select(
            (shape, numbers) => new OutputReading
            {
                Type = shape.Item1, Columns = shape.Item2, Rows = shape.Item3, Minimum = numbers[0], Maximum = numbers[1], FarthestSumFromOne = numbers[2],
                GradientImbalance = numbers[3], SmallestPull = numbers[4], LargestPull = numbers[5],
                FarthestFromLogistic = numbers[6], CommonTarget = numbers[7], CommonTargetLoss = numbers[8],
            }).Null()!;

    public static readonly Gen<StepReading> Reading =
        Gen.Select(
            Gen.Select(Gen.Long[1, long.MaxValue], Number, Gen.Bool, Number), Gen.Select(Place.Array[0, 4], Parameter.Array[0, 4], Input.Array[0, 2]),
            Output, Gen.Select(Number, Gen.OneOf(Plain, Block, Nested).Array[0, 5]), Gen.Select(Gen.Double[0, 1], Gen.Int[0, 2], Gen.Double[1e-6, 1e6])).Select((step, lists, output, ledger, rest) => new StepReading
            {
                Step = step.Item1, Loss = step.Item2, LossWasRead = step.Item3, LearningRate = step.Item4, Places = lists.Item1, Parameters = lists.Item2,
                Inputs = lists.Item3, Output = output, Ledger = new ChainLedger(ledger.Item2, ledger.Item1), ClipFactor = rest.Item1, LossScale = rest.Item3,
                BeganWithOldGradients = rest.Item2 == 0 ? null : rest.Item2 == 1,
            });
}
