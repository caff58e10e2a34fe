using SkiaSharp;

namespace Fathom.Pictures.Tests;

public sealed class PngPainterTests(SvgPainter painter) : IClassFixture<SvgPainter>, IDisposable
{
    readonly PngPainter? _png = PngPainter.TryCreate();

    public void Dispose() => _png?.Dispose();

    [Fact]
    public void Paints_every_picture_twice_as_large_as_it_is_drawn()
    {
        Assert.SkipWhen(_png is null, "This system has no font to write with.");

        foreach (var picture in AllPictures.Of(AllPictures.View, Scheme.Light))
        {
            using var image = SKBitmap.Decode(_png.Paint(painter.DrawDocument(picture)));

            Assert.Equal((1600, 2 * (picture.Height + 34)), (image.Width, image.Height));
            Assert.True(image.Pixels.Distinct().Count() > 2, picture.Id);
        }
    }

    [Fact]
    public void Writes_the_title_and_the_colours_of_the_cells()
    {
        Assert.SkipWhen(_png is null, "This system has no font to write with.");
        var picture = RunPictures.GradientMap(Views.Stack(depth: 3, readings: 3, norm: (name, _) => name == "linear1" ? double.NaN : 1));

        using var image = SKBitmap.Decode(_png.Paint(painter.DrawDocument(picture)));

        var title = from x in Enumerable.Range(16, 200) from y in Enumerable.Range(16, 34) select image.GetPixel(x, y);
        Assert.Contains(title, pixel => pixel.Red < 100);
        Assert.Contains(new SKColor(0xc0, 0x15, 0x31), image.Pixels);
        Assert.Contains(new SKColor(0xfd, 0xe7, 0x25), image.Pixels);
    }

    [Fact]
    public void Reads_no_other_file_through_a_drawing()
    {
        Assert.SkipWhen(_png is null, "This system has no font to write with.");
        const string Drawing = "<!DOCTYPE svg [<!ENTITY x SYSTEM \"file:///etc/hostname\">]><svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"><text>&x;</text></svg>";

        Assert.Throws<System.Xml.XmlException>(() => _png.Paint(Drawing));
    }
}
