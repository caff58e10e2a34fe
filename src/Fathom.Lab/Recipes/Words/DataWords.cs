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
        Generated("clouds", "A table of numbers: round clouds in many dimensions, one per class; its columns may be measured in very different units.", () => new Clouds(),
            Option.Of("features", new WholeForm<int>(2, 10_000), (Clouds data) => data.Features,
                (data, features) => data with { Features = features }, "How many features a sample has."),
            Classes((Clouds data) => data.Classes, (data, classes) => data with { Classes = classes }),
            Noise(10, (Clouds data) => data.Noise, (data, noise) => data with { Noise = noise }),
            Option.Of("spread", new NumberForm(1, 1e12), (Clouds data) => data.Spread,
                (data, spread) => data with { Spread = spread }, "How many times larger the numbers of the last column are than those of the first.")) with { Example = "{ source: clouds, features: 20, spread: 1000 }" },
        .. FileWords.All,
    ]);

    public static ChoiceForm<DataSource> Form { get; } = new(() => All);

    public static Word Generated<T>(string name, string doc, Func<T> fresh, params IReadOnlyList<Option> options)
        where T : GeneratedData =>
        DataWord.Source(name, doc, fresh,
        [
            Option.Of("samples", new WholeForm<int>(20, 1_000_000), (T data) => data.Samples,
                (data, samples) => (T)((GeneratedData)data with { Samples = samples }), "How many samples are made."),
            .. options,
        ]);

    static Option Noise<T>(double most, Func<T, object?> get, Func<T, double, T> set)
        where T : GeneratedData =>
        Option.Of("noise", new NumberForm(0, most), get, set, "The standard deviation of the noise on each number.");

    static Option Classes<T>(Func<T, object?> get, Func<T, int, T> set)
        where T : GeneratedData =>
        Option.Of("classes", new WholeForm<int>(2, 100), get, set, "How many classes there are.");
}
