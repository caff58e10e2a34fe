using Fathom.Recipes;

namespace Fathom.Lab.Recipes;

/// <summary>The data sources that are read from files.</summary>
static class FileWords
{
    public static IReadOnlyList<Word> All { get; } =
    [
        Published("mnist", "70,000 handwritten digits as 28×28 images.", () => new Mnist()) with { Example = "{ source: mnist, take: 8000 }" },
        Published("fashion-mnist", "70,000 pieces of clothing as 28×28 images, ten classes.", () => new FashionMnist()),
        Published("cifar-10", "60,000 colour images of 32×32, ten classes of animals and vehicles.", () => new Cifar10()) with { Aliases = ["cifar10"] },
        DataWord.Source("idx", "Images and labels in IDX files, as MNIST comes, gzipped or not.", () => new Idx { Path = "." },
            Path((Idx data) => data.Path, (data, path) => data with { Path = path },
                "The folder with train-images-idx3-ubyte and its labels, t10k-…, or both; relative to where fathom runs.")) with { Example = "{ source: idx, path: data/mnist, take: 8000 }" },
        Table("csv", "A table of numbers in a text file, one sample per row.", () => new Csv { Path = "table.csv" },
            "The file, gzipped where it ends in .gz; relative to where fathom runs.",
            Option.Of("header", new BooleanForm(), (Csv data) => data.Header, (data, header) => data with { Header = header },
                "Whether the first row names the columns; unless said, it does where none of its fields is a number."),
            Option.Of("separator", new SeparatorForm(), (Csv data) => data.Separator, (data, sign) => data with { Separator = sign },
                "What stands between the columns.")) with { Example = "{ source: csv, path: iris.csv, label: species, prepare: standardise }" },
        Table("parquet", "A table in a Parquet file, one sample per row.", () => new ParquetTable { Path = "table.parquet" },
            "The file; relative to where fathom runs.") with { Example = "{ source: parquet, path: flats.parquet, label: price, one-hot: [city, heating] }" },
        DataWord.Source("numpy", "Features and labels as NumPy saves arrays: an .npz file with both, or an .npy file for each.",
            () => new NumpyArrays { Path = "data.npz" },
            Path((NumpyArrays data) => data.Path, (data, path) => data with { Path = path },
                "The .npz file, or the .npy file with the features; its first dimension counts the samples; relative to where fathom runs."),
            Option.Of("features", new TextForm(200), (NumpyArrays data) => data.Features, (data, name) => data with { Features = name },
                "The features' array in the .npz file; unless said, the first there is of x_train, x, X, features, data and arr_0."),
            Option.Of("labels", new TextForm(4000), (NumpyArrays data) => data.Labels, (data, name) => data with { Labels = name },
                "The labels' array in the .npz file, unless said the first there is of y_train, y, Y, labels, target and arr_1; or their .npy file.")) with { Example = "{ source: numpy, path: signals.npz, features: x, labels: y }" },
        DataWord.Source("images", "PNG and JPEG files in one folder per class.", () => new ImageFolder { Path = "images" },
            Path((ImageFolder data) => data.Path, (data, path) => data with { Path = path },
                "The folder with the classes' folders, or with train and test, each with those; relative to where fathom runs."),
            Option.Of("size", new ListForm<int>(new WholeForm<int>(1, 4096), 2, 2), (ImageFolder data) => data.Size,
                (data, size) => data with { Size = size }, "Height and width to which every image is stretched; unless said, all must be alike."),
            Option.Of("color", new BooleanForm(), (ImageFolder data) => data.Color, (data, color) => data with { Color = color },
                "Whether colours are kept, as three channels, or only the brightness, as one.")) with { Example = "{ source: images, path: flowers, size: [32, 32] }" },
    ];

    static Word Published<T>(string name, string doc, Func<T> fresh)
        where T : PublishedData =>
        DataWord.Source(name, doc, fresh,
            Option.Of("path", PathForm, (T data) => data.Path, (data, path) => (T)((PublishedData)data with { Path = path }),
                "The folder with its files as they were published; unless said, the cache, where fathom data download puts them."));

    static Word Table<T>(string name, string doc, Func<T> fresh, string pathDoc, params IReadOnlyList<Option> options)
        where T : TableData =>
        DataWord.Source(name, doc, fresh,
        [
            Path((T data) => data.Path, (data, path) => (T)((TableData)data with { Path = path }), pathDoc),
            Option.Of("label", new TextForm(200), (T data) => data.Label, (data, label) => (T)((TableData)data with { Label = label }),
                "The label's column, by name or by number from 1; unless said, the last one."),
            Option.Of("one-hot", new ListForm<string>(new TextForm(200), 1, 1000), (T data) => data.OneHot is { Count: > 0 } columns ? columns : null,
                (data, columns) => (T)((TableData)data with { OneHot = columns }),
                "Columns, by name or by number from 1, whose values name categories: each becomes one feature per category."),
            .. options,
        ]);

    static Option Path<T>(Func<T, object?> get, Func<T, string, T> set, string doc)
        where T : DataSource =>
        Option.Required("path", PathForm, get, set, doc);

    static TextForm PathForm => new(4000);
}
