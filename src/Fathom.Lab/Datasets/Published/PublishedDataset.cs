using Fathom.Recipes;

namespace Fathom.Lab.Datasets.Published;

/// <summary>A data set that can be downloaded by its name.</summary>
/// <param name="Name">Its name in recipes, in the cache and on the command line.</param>
/// <param name="Summary">What it is, in one sentence.</param>
/// <param name="Home">The address that the files' names are appended to; ends in a slash.</param>
/// <param name="Files">Its files, in the order in which they are downloaded.</param>
public sealed record PublishedDataset(string Name, string Summary, Uri Home, ValueList<PublishedFile> Files)
{
    /// <summary>All that are known.</summary>
    public static IReadOnlyList<PublishedDataset> All { get; } =
    [
        new("mnist", "70,000 handwritten digits as 28×28 images (LeCun, Cortes and Burges 1998).",
            new("https://ossci-datasets.s3.amazonaws.com/mnist/"),
            [
                new("train-images-idx3-ubyte.gz", 9_912_422, "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609"),
                new("train-labels-idx1-ubyte.gz", 28_881, "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c"),
                new("t10k-images-idx3-ubyte.gz", 1_648_877, "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6"),
                new("t10k-labels-idx1-ubyte.gz", 4_542, "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6"),
            ]),
        new("fashion-mnist", "70,000 pieces of clothing as 28×28 images, ten classes (Xiao, Rasul and Vollgraf 2017).",
            new("http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/"),
            [
                new("train-images-idx3-ubyte.gz", 26_421_880, "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84"),
                new("train-labels-idx1-ubyte.gz", 29_515, "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845"),
                new("t10k-images-idx3-ubyte.gz", 4_422_102, "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073"),
                new("t10k-labels-idx1-ubyte.gz", 5_148, "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5"),
            ]),
        new("cifar-10", "60,000 colour images of 32×32, ten classes of animals and vehicles (Krizhevsky 2009).",
            new("https://www.cs.toronto.edu/~kriz/"),
            [new("cifar-10-binary.tar.gz", 170_052_171, "c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd")]),
    ];

    /// <summary>How many bytes its files have together.</summary>
    public long Bytes => Files.Sum(file => file.Bytes);

    /// <summary>The data set called <paramref name="name"/>; null where none is.</summary>
    public static PublishedDataset? Find(string name) => All.FirstOrDefault(dataset => dataset.Name == name);
}
