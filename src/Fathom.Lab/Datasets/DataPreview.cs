using System.Globalization;
using Fathom.Lab.Datasets.Generators;
using Fathom.Lab.Training;
using Fathom.Recipes;

namespace Fathom.Lab.Datasets;

/// <summary>A few samples of generated data to look at, drawn without libtorch, so that a process that trains nothing can show them.</summary>
public sealed record DataPreview
{
    const int MostPoints = 240;
    const int MostPictures = 10;
    const int MostRows = 3;
    const int Pixels = 28 * 28;

    /// <summary>What is to be seen, in a sentence.</summary>
    public required string Sentence { get; init; }

    /// <summary>Samples that are points of the plane; empty where they are none.</summary>
    public IReadOnlyList<AnswerPoint> Points { get; init; } = [];

    /// <summary>Samples that are square pictures, row by row, brightness 0 to 255; empty where they are none.</summary>
    public IReadOnlyList<(byte[] Pixels, string Label)> Pictures { get; init; } = [];

    /// <summary>Samples that are rows of numbers or sequences, each number from 0 to 1 of its row's range, what counts marked; empty where they are none.</summary>
    public IReadOnlyList<(IReadOnlyList<(double Number, bool IsMarked)> Numbers, string Label)> Rows { get; init; } = [];

    /// <summary>Some samples of <paramref name="source"/>: of data that is not generated only a sentence.</summary>
    /// <param name="source">The data.</param>
    /// <param name="seed">Where its random numbers start.</param>
    public static DataPreview Of(DataSource source, long seed = 1) => source switch
    {
        Spirals spirals => Plane(Planar.Numbers(spirals with { Samples = MostPoints }, seed), "Points on spiral arms, one class to each arm."),
        Blobs blobs => Plane(Planar.Numbers(blobs with { Samples = MostPoints }, seed), "Points in round clouds, one class to each cloud."),
        Circles circles => Plane(Planar.Numbers(circles with { Samples = MostPoints }, seed), "Points on two circles: inner or outer is the class."),
        Digits digits => OfDigits(GlyphDigits.Numbers(digits with { Samples = 20 }, seed, default)),
        Clouds clouds => OfTable(clouds, CloudTable.Numbers(clouds with { Samples = 100 }, seed)),
        AddingProblem adding => OfAdding(adding, AddingTask.Numbers(adding with { Samples = 20 }, seed)),
        TemporalOrder order => OfOrder(order, TemporalOrderTask.Numbers(order with { Samples = 20 }, seed)),
        Parity parity => OfParity(parity, ParityTask.Numbers(parity with { Samples = 20 }, seed)),
        _ => new() { Sentence = "These data are read when a training needs them." },
    };

    static DataPreview Plane((float[] Features, double[] Labels) numbers, string sentence) => new()
    {
        Sentence = sentence,
        Points = [.. numbers.Labels.Select((label, sample) => new AnswerPoint(numbers.Features[2 * sample], numbers.Features[2 * sample + 1], (int)label))],
    };

    static DataPreview OfDigits((float[] Pixels, double[] Labels) numbers) => new()
    {
        Sentence = "Digits, each turned, stretched and shifted by chance: which one is the class.",
        Pictures =
        [
            .. Enumerable.Range(0, MostPictures).Select(sample => (
                numbers.Pixels.Skip(sample * Pixels).Take(Pixels).Select(pixel => (byte)Math.Round(255 * pixel)).ToArray(),
                numbers.Labels[sample].ToString(CultureInfo.InvariantCulture))),
        ],
    };

    static DataPreview OfTable(Clouds clouds, (float[] Features, double[] Labels) numbers)
    {
        var largest = numbers.Features.Max(Math.Abs);
        return new()
        {
            Sentence = clouds.Spread > 1
                ? string.Create(CultureInfo.InvariantCulture, $"Rows of {clouds.Features} numbers, the last one measured in a unit {clouds.Spread:N0} times smaller than the first: {clouds.Classes} classes.")
                : string.Create(CultureInfo.InvariantCulture, $"Rows of {clouds.Features} numbers: {clouds.Classes} clouds, one class each."),
            Rows = RowsOf(numbers.Features, numbers.Labels, clouds.Features, value => (Math.Abs(value) / largest, false), label => string.Create(CultureInfo.InvariantCulture, $"class {label}")),
        };
    }

    static DataPreview OfAdding(AddingProblem adding, (float[] Features, double[] Labels) numbers) => new()
    {
        Sentence = "Numbers from 0 to 1, of which two are marked, one in each half: their sum is to be said at the end. Who always says 1 has a mean square of 1/6.",
        Rows =
        [
            .. Enumerable.Range(0, MostRows).Select(sample => (
                (IReadOnlyList<(double, bool)>)[.. Enumerable.Range(0, adding.Length).Select(step => ((double)numbers.Features[2 * (sample * adding.Length + step)], numbers.Features[2 * (sample * adding.Length + step) + 1] > 0))],
                string.Create(CultureInfo.InvariantCulture, $"the marked numbers add to {numbers.Labels[sample]:0.00}"))),
        ],
    };

    static DataPreview OfOrder(TemporalOrder order, (long[] Sequences, double[] Labels) numbers)
    {
        const string Names = "XY";
        return new()
        {
            Sentence = "Signs of which two, each X or Y, count: in which order they came is to be said at the end.",
            Rows = RowsOf([.. numbers.Sequences.Select(sign => (float)sign)], numbers.Labels, order.Length, sign => (sign / 7, sign is 4 or 5), label => $"{Names[(int)label >> 1]} then {Names[(int)label & 1]}"),
        };
    }

    static DataPreview OfParity(Parity parity, (float[] Features, double[] Labels) numbers) => new()
    {
        Sentence = "Ones and minus ones: whether the number of ones is odd is to be said at the end, and each step may turn it.",
        Rows = RowsOf(numbers.Features, numbers.Labels, parity.Length, value => ((value + 1) / 2, false), label => label > 0 ? "odd" : "even"),
    };

    static IReadOnlyList<(IReadOnlyList<(double Number, bool IsMarked)> Numbers, string Label)> RowsOf(
        float[] features, double[] labels, int length, Func<float, (double, bool)> shown, Func<double, string> label) =>
    [
        .. Enumerable.Range(0, MostRows).Select(sample => ((IReadOnlyList<(double, bool)>)[.. features.Skip(sample * length).Take(length).Select(shown)], label(labels[sample]))),
    ];
}
