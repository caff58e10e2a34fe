using Fathom.Recipes;

namespace Fathom.Lab.Recipes;

static class DataWords
{
    public static Family All { get; } = new("data source", Spelling.Source,
    [
        Generated("digits", "The ten digits drawn as 28×28 images, each turned, stretched, sheared and shifted by chance.", () => new Digits(),
            Noise(1, (Digits data) => data.Noise, (data, noise) => data with { Noise = noise })),
        Generated("spirals", "Points in the plane on spiral arms wound around one another.", () => new Spirals(),
            Classes((Spirals data) => data.Classes, (data, classes) => data with { Classes = classes }),
            Noise(10, (Spirals data) => data.Noise, (data, noise) => data with { Noise = noise })),
        Generated("blobs", "Points in the plane in round clouds whose centres stand on the unit circle.", () => new Blobs(),
            Classes((Blobs data) => data.Classes, (data, classes) => data with { Classes = classes }),
            Noise(10, (Blobs data) => data.Noise, (data, noise) => data with { Noise = noise })),
        Generated("circles", "Points in the plane on an inner and an outer circle: two classes.", () => new Circles(),
            Noise(10, (Circles data) => data.Noise, (data, noise) => data with { Noise = noise })),
        .. SequenceWords.All,
        Source("idx", "Images and labels in IDX files, as MNIST comes, gzipped or not.", () => new Idx { Path = "." },
            Option.Required("path", Path, (Idx data) => data.Path, (data, path) => data with { Path = path },
                "The folder with train-images-idx3-ubyte and its labels, t10k-…, or both; relative to where fathom runs.")) with { Aliases = ["mnist"] },
        Source("csv", "A table of numbers in a text file, commas between the columns, one sample per row.", () => new Csv { Path = "." },
            Option.Required("path", Path, (Csv data) => data.Path, (data, path) => data with { Path = path },
                "The file, gzipped where it ends in .gz; relative to where fathom runs."),
            Option.Of("label", new TextForm(200), (Csv data) => data.Label, (data, label) => data with { Label = label },
                "The label's column, by name or by number from 1; unless said, the last one."),
            Option.Of("header", new BooleanForm(), (Csv data) => data.Header, (data, header) => data with { Header = header },
                "Whether the first row names the columns; unless said, it does where none of its fields is a number.")),
    ]);

    public static ChoiceForm<DataSource> Form { get; } = new(() => All);

    static TextForm Path => new(4000);

    public static Word Generated<T>(string name, string doc, Func<T> fresh, params IReadOnlyList<Option> options)
        where T : GeneratedData =>
        Source(name, doc, fresh,
        [
            Option.Of("samples", new WholeForm<int>(20, 1_000_000), (T data) => data.Samples,
                (data, samples) => (T)((GeneratedData)data with { Samples = samples }), "How many samples are made."),
            .. options,
        ]);

    public static Word Source<T>(string name, string doc, Func<T> fresh, params IReadOnlyList<Option> options)
        where T : DataSource =>
        new(name, doc, fresh,
        [
            .. options,
            Option.Of("take", new WholeForm<int>(1, int.MaxValue), (T data) => data.Take,
                (data, take) => (T)((DataSource)data with { Take = take }), "At most how many samples to train on; unless said, all that are not held out."),
            Option.Of("hold-out", new NumberForm(0, 0.9), (T data) => data.HoldOut,
                (data, share) => (T)((DataSource)data with { HoldOut = share }), "Which share of the samples the training never sees."),
        ]);

    static Option Noise<T>(double most, Func<T, object?> get, Func<T, double, T> set)
        where T : GeneratedData =>
        Option.Of("noise", new NumberForm(0, most), get, set, "The standard deviation of the noise on each number.");

    static Option Classes<T>(Func<T, object?> get, Func<T, int, T> set)
        where T : GeneratedData =>
        Option.Of("classes", new WholeForm<int>(2, 100), get, set, "How many classes there are.");
}
