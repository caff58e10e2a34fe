using Fathom.Lab.Datasets;
using Fathom.Lab.Datasets.Generators;
using Fathom.Recipes;

namespace Fathom.Lab.Tests.Datasets;

public class PlanarTests
{
    [Fact]
    public void Puts_circles_at_their_radius()
    {
        using var samples = Planar.Draw(new Circles { Samples = 100, Noise = 0 }, seed: 1);

        Assert.All(Points(samples), point => Assert.Equal(point.Label == 0 ? 0.5 : 1, Math.Sqrt(point.X * point.X + point.Y * point.Y), 1e-6));
    }

    [Fact]
    public void Puts_blobs_on_the_unit_circle()
    {
        using var samples = Planar.Draw(new Blobs { Samples = 100, Classes = 4, Noise = 0 }, seed: 1);

        Assert.All(Points(samples).Where(point => point.Label == 1), point => Assert.True(Math.Abs(point.X) < 1e-6 && Math.Abs(point.Y - 1) < 1e-6));
    }

    [Fact]
    public void Winds_spirals_outwards()
    {
        using var samples = Planar.Draw(new Spirals { Samples = 100, Noise = 0 }, seed: 1);

        Assert.All(Points(samples), point => Assert.InRange(Math.Sqrt(point.X * point.X + point.Y * point.Y), 0.1 - 1e-6, 1 + 1e-6));
        Assert.Equal(3, samples.Labels.Distinct().Count());
    }

    [Fact]
    public void Strays_by_the_noise_that_is_asked_for()
    {
        using var samples = Planar.Draw(new Blobs { Samples = 20_000, Classes = 2, Noise = 0.3 }, seed: 1);

        var strays = Points(samples).Where(point => point.Label == 0).Select(point => point.Y).ToArray();
        Assert.Equal(0.3, Math.Sqrt(strays.Average(stray => stray * stray)), 0.01);
    }

    static IEnumerable<(double X, double Y, double Label)> Points(Samples samples)
    {
        var numbers = samples.Features.data<float>().ToArray();
        return samples.Labels.Select((label, row) => ((double)numbers[2 * row], (double)numbers[2 * row + 1], label));
    }
}
