using Fathom.Lab.Datasets;
using Fathom.Recipes;
using static TorchSharp.torch;

namespace Fathom.Lab.Tests.Datasets.Sequences;

public class SequenceFileTests
{
    [Fact]
    public void A_text_becomes_pieces_whose_labels_are_one_character_ahead()
    {
        using var folder = new TemporaryFolder();
        using var scope = NewDisposeScope();
        // Eleven characters make three pieces of three: the last label is the tenth character.
        var path = folder.Write("text.txt", "abcbacbäcba");
        using var data = DataLoader.Load(Recipe(new TextFile { Path = path, Length = 3, HoldOut = 0 }, [3, 4], classes: 4), TestContext.Current.CancellationToken);

        var text = data.Training.Features.argmax(2);

        Assert.Equal(4, data.Classes);
        Assert.Equal([0L, 1, 2, 1, 0, 2, 1, 3, 2], text.reshape(-1).data<long>().ToArray());
        Assert.Equal([1L, 2, 1, 0, 2, 1, 3, 2, 1], data.Training.Targets.reshape(-1).data<long>().ToArray());
    }

    [Theory]
    [InlineData("abcdef", 3, "has 6 characters, but two pieces of 3 need 7; give a longer text or a smaller length.")]
    [InlineData("aaaaaaaaaaaa", 3, "has 1 different characters; a text to learn from has 2 to 10000.")]
    public void Says_what_is_wrong_with_a_text(string text, int length, string message)
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("text.txt", text);

        Assert.Equal(
            $"{path} {message}",
            Assert.Throws<DataException>(() => DataLoader.Load(Recipe(new TextFile { Path = path, Length = length }, [length, 2], classes: 2), TestContext.Current.CancellationToken)).Message);
    }

    [Fact]
    public void Says_that_a_text_is_none_or_is_not_there()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("text.txt", [0x61, 0xff, 0x62]);
        var missing = Path.Combine(folder.Path, "missing.txt");

        Assert.Equal($"{path} is no text in UTF-8; save it as one.", Refusal(path));
        Assert.StartsWith($"{missing} cannot be read: ", Refusal(missing), StringComparison.Ordinal);

        static string Refusal(string path) =>
            Assert.Throws<DataException>(() => DataLoader.Load(Recipe(new TextFile { Path = path }, [50, 2], classes: 2), TestContext.Current.CancellationToken)).Message;
    }

    [Fact]
    public void MNIST_becomes_a_sequence_of_pixels_or_rows()
    {
        var folder = MnistFolder.OrSkip();
        using var scope = NewDisposeScope();
        using var images = Load(new Idx { Path = folder, Take = 50 }, [28, 28]);
        using var rows = Load(new SequentialMnist { Path = folder, Order = PixelOrder.Rows, Take = 50 }, [28, 28]);
        using var pixels = Load(new SequentialMnist { Path = folder, Take = 50 }, [784, 1]);
        using var permuted = Load(new SequentialMnist { Path = folder, Order = PixelOrder.Permuted, Take = 50 }, [784, 1]);

        Assert.True(images.Training.Features.Equals(rows.Training.Features));
        Assert.True(images.Training.Features.reshape(50, 784, 1).Equals(pixels.Training.Features));
        Assert.True(pixels.Training.Targets.Equals(permuted.Training.Targets));
        Assert.False(pixels.Training.Features.Equals(permuted.Training.Features));
        // One order for all images: sorted by any pixel's values over the images, columns agree.
        Assert.Equal(Columns(pixels), Columns(permuted));

        static Dataset Load(DataSource data, ValueList<int> input) => DataLoader.Load(new Recipe
        {
            Name = "images",
            Data = data,
            Network = new Network { Input = input, Layers = [new Rnn { Units = 2, Output = RecurrentOutput.Last }, new Linear { Units = 10 }] },
        });

        static string[] Columns(Dataset data) =>
            [.. data.Training.Features.squeeze(2).transpose(0, 1).unbind(0).Select(column => string.Join(' ', column.data<float>().ToArray())).Order(StringComparer.Ordinal)];
    }

    static Recipe Recipe(TextFile data, ValueList<int> input, int classes) => new()
    {
        Name = "text",
        Data = data,
        Network = new Network { Input = input, Layers = [new Gru { Units = 2 }, new Linear { Units = classes }] },
    };
}
