using System.Xml.Linq;

namespace Fathom.Pictures.Tests;

public class SvgPainterTests(SvgPainter painter) : IClassFixture<SvgPainter>
{
    [Theory]
    [InlineData(Scheme.Light)]
    [InlineData(Scheme.Dark)]
    public void Draws_every_picture_as_well_formed_xml_with_names_as_text(Scheme scheme)
    {
        foreach (var picture in AllPictures.Of(AllPictures.View, scheme))
        {
            var svg = XDocument.Parse(painter.DrawDocument(picture, scheme));

            Assert.DoesNotContain(svg.Descendants(), element => element.Name.LocalName is "script" or "style" or "image" or "a" or "foreignObject");
            Assert.DoesNotContain(svg.Descendants().Attributes(), attribute => attribute.Name.LocalName.StartsWith("on", StringComparison.OrdinalIgnoreCase) || attribute.Name.LocalName == "href");
            Assert.True(svg.Descendants().Count(element => element.Name.LocalName is "path" or "rect") > 1, picture.Id);
            if (!picture.Id.Equals("sparkline", StringComparison.Ordinal)) Assert.Contains(svg.Descendants(), element => element.Name.LocalName == "text" && element.Value.Length > 0);
        }
    }

    [Fact]
    public void Shows_the_names_of_the_layers()
    {
        var texts = XDocument.Parse(painter.Draw(RunPictures.GradientMap(Views.Stack(depth: 2)))).Descendants().Where(element => element.Name.LocalName == "text").Select(element => element.Value).ToList();

        Assert.Contains("linear1", texts);
        Assert.Contains("sigmoid1", texts);
        Assert.Contains("step", texts);
    }

    [Fact]
    public void Draws_no_cell_where_the_gradient_is_missing()
    {
        var all = painter.Draw(RunPictures.GradientMap(Views.Stack(depth: 2, readings: 3)));
        var some = painter.Draw(RunPictures.GradientMap(Views.Stack(depth: 2, readings: 3, norm: (name, step) => name == "linear1" && step > 1 ? double.NaN : 1)));

        Assert.DoesNotContain("fill=\"#c01531\"", all, StringComparison.Ordinal);
        Assert.Contains("fill=\"#c01531\"", some, StringComparison.Ordinal);
    }

    [Fact]
    public void Gives_no_two_drawings_the_same_ids()
    {
        var picture = RunPictures.GradientMap(Views.Stack());

        var ids = Ids.In(painter.Draw(picture) + painter.Draw(picture));

        Assert.NotEmpty(ids);
        Assert.Equal(ids.Distinct(), ids);
    }

    [Fact]
    public void Draws_the_same_picture_alike()
    {
        using var one = new SvgPainter();
        using var other = new SvgPainter();
        var picture = RunPictures.Loss(Views.Stack());

        Assert.Equal(one.Draw(picture), other.Draw(picture));
    }

    [Theory]
    [InlineData(199)]
    [InlineData(4001)]
    public void Refuses_a_width_that_no_page_has(int width) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => painter.Draw(RunPictures.Sparkline([1]), width));

    [Fact]
    public void Tooltips_are_text_and_never_html() =>
        Assert.All(AllPictures.Of(AllPictures.View, Scheme.Light).Where(picture => picture.Id != "sparkline"), picture =>
        {
            var tooltip = new Chart(picture).Option.GetProperty("tooltip");
            Assert.Equal("richText", tooltip.GetProperty("renderMode").GetString());
            Assert.False(tooltip.TryGetProperty("formatter", out _));
        });

    [Fact]
    public void Options_may_stand_in_a_script_element() =>
        Assert.All(AllPictures.Of(AllPictures.View, Scheme.Light), picture => Assert.DoesNotContain('<', picture.Option));
}
