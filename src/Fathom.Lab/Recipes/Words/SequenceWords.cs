using Fathom.Recipes;

namespace Fathom.Lab.Recipes;

/// <summary>Tasks that take a memory over many time steps.</summary>
static class SequenceWords
{
    public static IReadOnlyList<Word> All =>
    [
        DataWords.Generated("adding-problem", "Numbers from 0 to 1, two of them marked; the label is the sum of the two.", () => new AddingProblem(),
            Length(2, (AddingProblem data) => data.Length, (data, length) => data with { Length = length })),
        DataWords.Generated("temporal-order", "Symbols X and Y far apart among distractors; their order is the class.", () => new TemporalOrder(),
            Length(10, (TemporalOrder data) => data.Length, (data, length) => data with { Length = length }),
            Option.Of("symbols", new WholeForm<int>(2, 3), (TemporalOrder data) => data.Symbols,
                (data, symbols) => data with { Symbols = symbols }, "How many symbols count: 2 make 4 classes, 3 make 8."),
            Encoding((TemporalOrder data) => data.Encoding, (data, encoding) => data with { Encoding = encoding })),
        DataWords.Generated("copy-memory", "Ten symbols to be repeated after a delay, one answer per time step.", () => new CopyMemory(),
            Option.Of("delay", new WholeForm<int>(1, 10_000), (CopyMemory data) => data.Delay,
                (data, delay) => data with { Delay = delay }, "How many time steps lie between the symbols and their repetition; the sequence has 20 more."),
            Encoding((CopyMemory data) => data.Encoding, (data, encoding) => data with { Encoding = encoding })),
        DataWords.Generated("parity", "A 1 or -1 at each time step; the class says whether the number of ones is odd.", () => new Parity(),
            Length(2, (Parity data) => data.Length, (data, length) => data with { Length = length })),
        DataWord.Source("sequential-mnist", "Images in IDX files read as sequences of pixels or rows, one label each.", () => new SequentialMnist { Path = "." },
            Option.Required("path", new TextForm(4000), (SequentialMnist data) => data.Path, (data, path) => data with { Path = path },
                "The folder with the images and labels, as for idx; relative to where fathom runs."),
            Option.Of("order", new EnumForm<PixelOrder>(), (SequentialMnist data) => data.Order,
                (data, order) => data with { Order = order }, "How an image becomes a sequence: pixels, rows, or pixels permuted once by chance.")),
        DataWord.Source("text", "A text in a file, cut into pieces; the label of each time step is the next character.", () => new TextFile { Path = "." },
            Option.Required("path", new TextForm(4000), (TextFile data) => data.Path, (data, path) => data with { Path = path },
                "The file, a text in UTF-8; relative to where fathom runs."),
            Length(1, (TextFile data) => data.Length, (data, length) => data with { Length = length }),
            Encoding((TextFile data) => data.Encoding, (data, encoding) => data with { Encoding = encoding })),
    ];

    static Option Length<T>(int least, Func<T, object?> get, Func<T, int, T> set)
        where T : DataSource =>
        Option.Of("length", new WholeForm<int>(least, 10_000), get, set, "How many time steps a sequence has.");

    static Option Encoding<T>(Func<T, object?> get, Func<T, SymbolEncoding, T> set)
        where T : DataSource =>
        Option.Of("encoding", new EnumForm<SymbolEncoding>(), get, set,
            "How a symbol becomes numbers: one-hot, one per symbol there is, or index, its number, for an embedding.");
}
