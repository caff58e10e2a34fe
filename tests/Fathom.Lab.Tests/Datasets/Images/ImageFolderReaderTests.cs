using Fathom.Lab.Datasets;
using Fathom.Lab.Datasets.Images;
using Fathom.Recipes;
using SkiaSharp;

namespace Fathom.Lab.Tests.Datasets.Images;

public sealed class ImageFolderReaderTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Reads_colours_channel_by_channel_and_row_by_row()
    {
        // Two rows of three: red, green, blue; black, white, and a red at half strength.
        Save("a/one.png", 2, 3, SKColors.Red, new SKColor(0, 255, 0), SKColors.Blue, SKColors.Black, SKColors.White, new SKColor(51, 0, 0));
        Save("b/two.png", 2, 3, [.. Enumerable.Repeat(SKColors.Black, 6)]);

        using var samples = Read(new() { Path = _folder.Path });

        Assert.Equal([3, 2, 3], samples.Shape);
        Assert.Equal(["a", "b"], samples.ClassNames);
        Assert.Equal([0.0, 1.0], samples.Labels);
        Assert.Equal(
            [
                1f, 0f, 0f, 0f, 1f, 0.2f,
                0f, 1f, 0f, 0f, 1f, 0f,
                0f, 0f, 1f, 0f, 1f, 0f,
            ],
            samples.Features[0].data<float>().ToArray());
    }

    [Fact]
    public void Reads_brightness_alone()
    {
        Save("a/one.png", 1, 3, SKColors.Red, SKColors.White, new SKColor(0, 0, 255));
        Save("b/two.png", 1, 3, SKColors.Black, SKColors.Black, SKColors.Black);

        using var samples = Read(new() { Path = _folder.Path, Color = false });

        Assert.Equal([1, 1, 3], samples.Shape);
        var first = samples.Features[0].data<float>().ToArray();
        Assert.Equal(0.299f, first[0], 1e-6f);
        Assert.Equal(1f, first[1], 1e-6f);
        Assert.Equal(0.114f, first[2], 1e-6f);
    }

    [Fact]
    public void Counts_what_is_transparent_as_black()
    {
        Save("a/one.png", 1, 2, new SKColor(255, 255, 255, 0), SKColors.White);
        Save("b/two.png", 1, 2, SKColors.Black, SKColors.Black);

        using var samples = Read(new() { Path = _folder.Path, Color = false });

        Assert.Equal([0f, 1f], samples.Features[0].data<float>().ToArray(), (expected, actual) => Math.Abs(expected - actual) < 1e-6);
    }

    [Fact]
    public void Reads_jpeg_files_nearly_as_they_were()
    {
        Save("a/one.jpg", 16, 16, [.. Enumerable.Repeat(new SKColor(200, 100, 50), 256)]);
        Save("b/two.JPEG", 16, 16, [.. Enumerable.Repeat(SKColors.White, 256)]);

        using var samples = Read(new() { Path = _folder.Path });

        var first = samples.Features[0].data<float>().ToArray();
        Assert.Equal(200 / 255f, first[0], 0.02f);
        Assert.Equal(100 / 255f, first[256], 0.02f);
        Assert.Equal(50 / 255f, first[512], 0.02f);
        Assert.Equal(1f, samples.Features[1].data<float>().ToArray()[0], 0.01f);
    }

    [Fact]
    public void Stretches_images_of_any_shape_to_the_size_asked_for()
    {
        // Left half black, right half white, whatever the size.
        Save("a/wide.png", 10, 40, [.. Enumerable.Range(0, 400).Select(pixel => pixel % 40 < 20 ? SKColors.Black : SKColors.White)]);
        Save("b/tall.png", 40, 10, [.. Enumerable.Range(0, 400).Select(pixel => pixel % 10 < 5 ? SKColors.Black : SKColors.White)]);

        using var samples = Read(new() { Path = _folder.Path, Size = [8, 6], Color = false });

        Assert.Equal([1, 8, 6], samples.Shape);
        for (var image = 0; image < 2; image++)
        {
            var pixels = samples.Features[image].data<float>().ToArray();
            Assert.All(Enumerable.Range(0, 48), pixel => Assert.Equal(pixel % 6 < 3 ? 0 : 1, pixels[pixel], 1e-5f));
        }
    }

    [Fact]
    public void Refuses_images_of_different_sizes_unless_told_what_to_stretch_them_to()
    {
        Save("a/one.png", 1, 2, SKColors.Red, SKColors.Red);
        Save("b/two.png", 2, 1, SKColors.Red, SKColors.Red);

        Assert.EndsWith("two.png has 2×1 pixels (height × width), but the first image has 1×2; give the size that all should be stretched to, such as size: [1, 2].",
            Refusal(new() { Path = _folder.Path }), StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_a_class_without_images()
    {
        Save("a/one.png", 1, 1, SKColors.Red);
        Directory.CreateDirectory(Path.Combine(_folder.Path, "empty"));
        File.WriteAllText(Path.Combine(_folder.Path, "empty", "notes.txt"), "no image");

        Assert.EndsWith("empty holds no PNG or JPEG image, so its class would have no sample; add images or remove the folder.", Refusal(new() { Path = _folder.Path }), StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_a_folder_without_classes()
    {
        Assert.Equal($"The folder {_folder.Path} holds 0 folders, but needs at least two: one per class, with its images inside.", Refusal(new() { Path = _folder.Path }));
        Assert.Equal("There is no folder nowhere; give the folder that holds one folder of images per class.", Refusal(new() { Path = "nowhere" }));
    }

    [Fact]
    public void Refuses_a_file_that_is_no_image_or_half_of_one()
    {
        Save("a/one.png", 8, 8, [.. Enumerable.Repeat(SKColors.Red, 64)]);
        var path = Save("b/two.png", 64, 64, [.. Enumerable.Range(0, 4096).Select(pixel => new SKColor((uint)(pixel * 2654435761) | 0xff000000))]);
        var whole = File.ReadAllBytes(path);

        File.WriteAllText(path, "no image");
        Assert.Contains("two.png is no PNG or JPEG image, though its name says so", Refusal(new() { Path = _folder.Path, Size = [8, 8] }), StringComparison.Ordinal);
        File.WriteAllBytes(path, whole[..(whole.Length / 2)]);
        Assert.Contains("two.png ends before its image is complete", Refusal(new() { Path = _folder.Path, Size = [8, 8] }), StringComparison.Ordinal);
    }

    [Fact]
    public void Sets_the_test_folder_apart()
    {
        Save("train/a/1.png", 1, 1, SKColors.Black);
        Save("train/b/1.png", 1, 1, SKColors.White);
        Save("test/a/1.png", 1, 1, SKColors.Red);
        Save("test/b/1.png", 1, 1, SKColors.White);

        using var samples = Read(new() { Path = _folder.Path });

        Assert.Equal([1f, 0f, 0f], samples.Apart!.Features[0].data<float>().ToArray());

        Directory.Delete(Path.Combine(_folder.Path, "test", "b"), recursive: true);
        Assert.Contains("has no folder b, though the training images have that class", Refusal(new() { Path = _folder.Path }), StringComparison.Ordinal);
    }

    [Fact]
    public void Decodes_no_more_images_than_take_needs()
    {
        for (var number = 0; number < 10; number++)
        {
            Save($"a/{number}.png", 1, 1, SKColors.Red);
            Save($"b/{number}.png", 1, 1, SKColors.White);
        }

        using var samples = Read(new() { Path = _folder.Path, Take = 6, HoldOut = 0.25 });

        Assert.Equal(8, samples.Labels.Length);
    }

    string Save(string name, int height, int width, params SKColor[] pixels)
    {
        var path = Path.Combine(_folder.Path, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var bitmap = new SKBitmap(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Unpremul)) { Pixels = pixels };
        using var file = File.Create(path);
        bitmap.Encode(file, name.EndsWith(".png", StringComparison.Ordinal) ? SKEncodedImageFormat.Png : SKEncodedImageFormat.Jpeg, 95);
        return path;
    }

    static string Refusal(ImageFolder source) => Assert.Throws<DataException>(() => Read(source)).Message;

    static Samples Read(ImageFolder source) => ImageFolderReader.Read(source, seed: 1, TestContext.Current.CancellationToken);
}
