using Fathom.Pictures.Drawing;

namespace Fathom.Pictures.Tests.Drawing;

public class PaletteTests
{
    static IReadOnlyList<Palette> Both => [Palette.Light, Palette.Dark];

    [Fact]
    public void Text_stands_out_from_the_paper_by_four_and_a_half_to_one() =>
        Assert.All(Both, palette => Assert.All([palette.Ink, palette.Muted, palette.Blue, palette.Orange, palette.Green, palette.Red], colour => Assert.True(Contrast(colour, palette.Paper) >= 4.5, $"{colour} on {palette.Paper}: {Contrast(colour, palette.Paper):0.00}")));

    [Fact]
    public void Lines_and_signs_stand_out_by_three_to_one() =>
        Assert.All(Both, palette =>
        {
            Assert.All([palette.Blue, palette.Orange, palette.Green, palette.Purple, palette.Red, palette.Muted], colour => Assert.True(Contrast(colour, palette.Paper) >= 3, $"{colour} on {palette.Paper}"));
            Assert.True(Contrast(palette.OnNothing, palette.Nothing) >= 3);
            Assert.True(Contrast(palette.Paper, palette.Red) >= 3);
            Assert.All([palette.Blue, palette.Green, palette.Orange], colour => Assert.True(Contrast(colour, palette.Band) >= 3, $"{colour} on {palette.Band}: {Contrast(colour, palette.Band):0.00}"));
        });

    [Fact]
    public void No_colour_stands_in_a_scheme_twice() =>
        Assert.All(Both, palette => Assert.Equal(palette.All.Count, palette.All.Select(pair => pair.Colour).Distinct(StringComparer.OrdinalIgnoreCase).Count()));

    [Fact]
    public void The_sequence_grows_lighter_from_end_to_end()
    {
        var lights = Palette.Sequence.Select(Luminance).ToList();

        Assert.Equal(lights.Order(), lights);
        Assert.Empty(Palette.Sequence.Intersect(Both.SelectMany(palette => palette.All.Select(pair => pair.Colour)), StringComparer.OrdinalIgnoreCase));
    }

    // WCAG 2.2, contrast ratio.
    static double Contrast(string one, string other)
    {
        var (light, dark) = (Math.Max(Luminance(one), Luminance(other)), Math.Min(Luminance(one), Luminance(other)));
        return (light + 0.05) / (dark + 0.05);
    }

    // WCAG 2.2, relative luminance.
    static double Luminance(string colour)
    {
        var parts = Enumerable.Range(0, 3).Select(part => Convert.ToInt32(colour.Substring(1 + 2 * part, 2), 16) / 255.0)
            .Select(part => part <= 0.04045 ? part / 12.92 : Math.Pow((part + 0.055) / 1.055, 2.4)).ToList();
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2];
    }
}
