using Fathom.Diagnoses;
using Fathom.Ledger;
using Fathom.Statistics;

namespace Fathom.Tests.Diagnoses;

public class LowPrecisionUnderflowTests
{
    readonly LowPrecisionUnderflow _own = new();
    readonly LowPrecisionUnderflow _half = new() { Format = FloatFormat.Float16 };

    [Fact]
    public void Says_what_an_intended_format_would_lose()
    {
        var finding = Assert.Single(_half.Examine(Bodies.Lasting(Gradients("linear1", 1e-9))));

        Assert.Equal((Severity.Warning, "linear1.weight", 3L), (finding.Severity, finding.Place, finding.Step));
        Assert.Equal("fp16 turns 100% of the squared gradient norm of linear1.weight into zeros (100% of its values).", finding.Summary);
        Assert.Equal("precision", Assert.Single(finding.Causes).Id);
    }

    [Fact]
    public void Computes_a_scale_of_the_loss_that_keeps_both_ends()
    {
        var finding = Assert.Single(_half.Examine(Bodies.Lasting(Gradients("linear1", 1e-9))));

        // 1e-9 lies in the binade of 2^-30 and needs 2^5 to reach 2^-25, half of the smallest number.
        Assert.StartsWith("Multiply the loss by 2^5 before", finding.Treatments[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Says_where_no_scale_fits()
    {
        var wide = Gradients("linear1", 1e-20).WithParameters("linear5", parameter => parameter with { Gradient = Bodies.Sized(100, 100) });

        Assert.StartsWith("No single scale", Assert.Single(_half.Examine(Bodies.Lasting(wide))).Treatments[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Says_what_would_overflow() =>
        Assert.Contains("would overflow", Assert.Single(_half.Examine(Bodies.Lasting(Gradients("linear5", 1e6)))).Summary, StringComparison.Ordinal);

    [Fact]
    public void Weighs_by_norm_and_not_by_number()
    {
        var few = TensorSummary.Of([1e-3]) + Bodies.Sized(1e-12, 1_000_000);

        Assert.Empty(_half.Examine(Bodies.Lasting(Bodies.Healthy().WithParameters("linear1", parameter => parameter with { Gradient = few }))));
    }

    [Theory]
    [InlineData(-24, 1.0, true)]
    [InlineData(-34, 1024.0, true)]
    [InlineData(-24, 1024.0, false)]
    public void Judges_float16_gradients_by_the_scale_that_they_were_made_at(int exponent, double scale, bool isFound)
    {
        var almostGone = Bodies.Sized(Math.ScaleB(1, exponent), 10) + TensorSummary.OfZeros(1_000);
        var reading = Bodies.Healthy().WithParameters("linear2", parameter => parameter with { Type = ElementType.Float32, GradientType = ElementType.Float16, Gradient = almostGone });

        var findings = _own.Examine(Bodies.Lasting(reading with { LossScale = scale }));

        Assert.Equal(isFound, findings.Any());
    }

    [Fact]
    public void Sees_what_training_in_half_precision_has_lost()
    {
        var last = Math.ScaleB(1, -24);
        var almostGone = Bodies.Sized(last, 10) + TensorSummary.OfZeros(1_000);
        var ill = Bodies.Healthy().WithParameters("linear2", parameter => parameter with { Type = ElementType.Float16, Gradient = almostGone })
            .WithParameters("linear1", parameter => parameter with { Type = ElementType.Float16, Gradient = TensorSummary.OfZeros(1_000) });

        var finding = Assert.Single(_own.Examine(Bodies.Lasting(ill)));

        Assert.Equal((Severity.Error, "linear1.weight..linear2.weight"), (finding.Severity, finding.Place));
        // 1,000 zeros of s²/12 beside ten of s²: 83.3 to 10.
        Assert.Equal(83.333 / 93.333, finding.Evidence[0].Value, 1e-4);
    }

    [Theory]
    [InlineData(1e-30)]
    [InlineData(1e-12)]
    [InlineData(1e-3)]
    [InlineData(1e30)]
    public void Says_nothing_at_all_of_float32(double gradient) => Assert.Empty(_own.Examine(Bodies.Lasting(Gradients("linear", gradient))));

    [Fact]
    public void Says_nothing_of_half_precision_with_ordinary_gradients() =>
        Assert.Empty(_own.Examine(Bodies.Lasting(Gradients("linear", 1e-4).WithParameters("linear", parameter => parameter with { Type = ElementType.Float16 }))));

    [Fact]
    public void Says_nothing_of_zeros_beside_ordinary_gradients()
    {
        var sparse = Bodies.Sized(1e-4, 10) + TensorSummary.OfZeros(100_000);

        Assert.Empty(_own.Examine(Bodies.Lasting(Bodies.Healthy().WithParameters("linear", parameter => parameter with { Type = ElementType.Float16, Gradient = sparse }))));
    }

    [Fact]
    public void Says_nothing_of_an_intended_format_that_is_wide_enough()
    {
        var wide = new LowPrecisionUnderflow { Format = FloatFormat.BFloat16 };

        Assert.Empty(wide.Examine(Bodies.Lasting(Gradients("linear", 1e-30))));
        Assert.Empty(wide.Examine(Bodies.Lasting(Gradients("linear", 1e30))));
    }

    [Fact]
    public void Says_nothing_of_gradients_that_are_not_finite_or_missing()
    {
        Assert.Empty(_half.Examine(Bodies.Lasting(Gradients("linear", double.NaN))));
        Assert.Empty(_half.Examine(Bodies.Lasting(Bodies.Healthy().WithParameters("linear", parameter => parameter with { Gradient = null }))));
    }

    static StepReading Gradients(string name, double size) =>
        Bodies.Healthy().WithParameters(name, parameter => parameter with { Gradient = Bodies.Sized(size, 100) });
}
