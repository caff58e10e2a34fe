using Fathom.Recipes;
using Fathom.Treatments;

namespace Fathom.Tests.Treatments;

public class ChangePrecisionTests
{
    [Theory]
    [InlineData(Precision.Float16, "low-precision-underflow", new[] { Precision.Float32, Precision.Bfloat16 })]
    [InlineData(Precision.Float16, "lost-updates", new[] { Precision.Float32 })]
    [InlineData(Precision.Bfloat16, "lost-updates", new[] { Precision.Float32 })]
    [InlineData(Precision.Float32, "lost-updates", new[] { Precision.Float64 })]
    [InlineData(Precision.Float32, "non-finite", new Precision[0])]
    [InlineData(Precision.Float32, "low-precision-underflow", new Precision[0])]
    [InlineData(Precision.Float64, "lost-updates", new Precision[0])]
    public void Goes_where_there_is_what_was_missing(Precision now, string illness, Precision[] formats) =>
        Assert.Equal(formats, new ChangePrecision().Variants(Trainees.Mlp.With(now), Sick.Finding(illness)).Select(form => form.ApplyTo(Trainees.Mlp).Training.Precision));

    [Fact]
    public void Changes_nothing_else() =>
        Assert.Equal(Trainees.Mlp, new ChangePrecision().ApplyTo(Trainees.Mlp.With(Precision.Float16)));

    [Fact]
    public void Says_what_each_format_holds() =>
        Assert.Equal(
            "Store numbers as float32 (24 bits, down to 1.4e-45, up to 3.4e38) instead of float16 (11 bits, down to 6e-8, up to 65,504).",
            new ChangePrecision().Describe(Trainees.HalfPrecision));
}
