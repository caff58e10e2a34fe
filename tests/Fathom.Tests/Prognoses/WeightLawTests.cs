using Fathom.Prognoses;
using Fathom.Recipes;

namespace Fathom.Tests.Prognoses;

public class WeightLawTests
{
    public static TheoryData<Initialization, double> Variances => new()
    {
        { new HeNormal { Fan = Fan.Out }, 2.0 / 600 },
        { new HeUniform { Slope = 0.5 }, 2 / 1.25 / 400 },
        { new LecunNormal(), 1.0 / 400 },
        { new LecunUniform(), 1.0 / 400 },
        // Johnson, Kotz and Balakrishnan (1994), Continuous univariate distributions, section 13.10.1.
        { new TruncatedNormal { Deviation = 0.1 }, 0.01 * 0.773741 },
        { new TruncatedNormal { Deviation = 0.1, Limit = 1 }, 0.01 * 0.291125 },
        { new Orthogonal { Gain = 3 }, 9.0 / 600 },
    };

    [Theory]
    [MemberData(nameof(Variances))]
    public void Knows_the_variance_that_is_drawn(Initialization init, double variance) =>
        Assert.Equal(variance, WeightLaw.Of(init, 400, 600)!.Value.Variance, 1e-6 * variance);
}
