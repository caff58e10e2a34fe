using Fathom.Prognoses;

namespace Fathom.Tests.Prognoses;

/// <summary>The slow twin of a walk: one network of random weights, one input, one random gradient sent back.</summary>
sealed class Simulation(int seed)
{
    readonly Random _random = new(seed);

    /// <summary>log10 of the gradient's norm at the output of the first stage over that at the network's output.</summary>
    public double Decades(IReadOnlyList<Stage> stages, int width)
    {
        var signal = Forward(stages[0], Normals(width)).Output;
        var passes = new List<Func<double[], double[]>>();
        foreach (var stage in stages.Skip(1))
        {
            (signal, var back) = Forward(stage, signal);
            passes.Add(back);
        }

        var gradient = Normals(signal.Length);
        var before = Norm(gradient);
        for (var index = passes.Count - 1; index >= 0; index--) gradient = passes[index](gradient);
        return Math.Log10(Norm(gradient) / before);
    }

    (double[] Output, Func<double[], double[]> Back) Forward(Stage stage, double[] input) => stage switch
    {
        WeightStage weights => Through(weights, input),
        SlopeStage slope => (
            [.. input.Select(slope.Function.Value)],
            gradient => [.. gradient.Select((pull, unit) => pull * slope.Function.Slope(input[unit]))]),
        DropoutStage dropout => Masked(input, dropout.Keep),
        ScaleStage scale => ([.. input.Select(number => number * scale.Factor)], gradient => [.. gradient.Select(pull => pull * scale.Factor)]),
        NormStage norm => Normalized(input, norm.Centres),
        SkipStage skip => Around(skip, input),
        _ => throw new NotSupportedException(stage.GetType().Name),
    };

    (double[] Output, Func<double[], double[]> Back) Through(WeightStage stage, double[] input)
    {
        var outputs = (int)stage.FanOut;
        var rows = new double[outputs][];
        var output = new double[outputs];
        for (var unit = 0; unit < outputs; unit++)
        {
            rows[unit] = Normals(input.Length, Math.Sqrt(stage.WeightVariance));
            output[unit] = stage.BiasMean + Math.Sqrt(stage.BiasVariance) * Normal();
            for (var from = 0; from < input.Length; from++) output[unit] += rows[unit][from] * input[from];
        }

        return (output, gradient =>
        {
            var back = new double[input.Length];
            for (var unit = 0; unit < outputs; unit++)
            {
                for (var from = 0; from < back.Length; from++) back[from] += rows[unit][from] * gradient[unit];
            }

            return back;
        });
    }

    (double[] Output, Func<double[], double[]> Back) Masked(double[] input, double keep)
    {
        double[] mask = [.. input.Select(_ => _random.NextDouble() < keep ? 1 / keep : 0)];
        return ([.. input.Zip(mask, (number, kept) => number * kept)], gradient => [.. gradient.Zip(mask, (pull, kept) => pull * kept)]);
    }

    static (double[] Output, Func<double[], double[]> Back) Normalized(double[] input, bool centres)
    {
        var mean = centres ? input.Average() : 0;
        var deviation = Math.Sqrt(input.Average(number => (number - mean) * (number - mean)));
        double[] output = [.. input.Select(number => (number - mean) / deviation)];
        return (output, gradient =>
        {
            var (common, along) = (centres ? gradient.Average() : 0, gradient.Zip(output, (pull, number) => pull * number).Average());
            return [.. gradient.Zip(output, (pull, number) => (pull - common - along * number) / deviation)];
        });
    }

    (double[] Output, Func<double[], double[]> Back) Around(SkipStage skip, double[] input)
    {
        var signal = input;
        var passes = new List<Func<double[], double[]>>();
        foreach (var stage in skip.Branch)
        {
            (signal, var back) = Forward(stage, signal);
            passes.Add(back);
        }

        return ([.. signal.Zip(input, (made, kept) => made + kept)], gradient =>
        {
            var branch = gradient;
            for (var index = passes.Count - 1; index >= 0; index--) branch = passes[index](branch);
            return [.. branch.Zip(gradient, (made, kept) => made + kept)];
        });
    }

    double[] Normals(int count, double deviation = 1)
    {
        var numbers = new double[count];
        for (var index = 0; index < count; index += 2)
        {
            var (first, second) = Pair();
            numbers[index] = deviation * first;
            if (index + 1 < count) numbers[index + 1] = deviation * second;
        }

        return numbers;
    }

    double Normal() => Pair().First;

    // Box and Muller (1958).
    (double First, double Second) Pair()
    {
        var radius = Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble()));
        var (sine, cosine) = Math.SinCos(2 * Math.PI * _random.NextDouble());
        return (radius * cosine, radius * sine);
    }

    static double Norm(double[] numbers) => Math.Sqrt(numbers.Sum(number => number * number));
}
