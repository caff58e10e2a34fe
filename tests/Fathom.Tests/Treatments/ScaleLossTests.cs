using Fathom.Recipes;
using Fathom.Treatments;

namespace Fathom.Tests.Treatments;

public class ScaleLossTests
{
    static readonly LossScale None = new NoLossScale(), Copies = new FixedLossScale { By = 1 }, Dynamic = new DynamicLossScale();

    public static TheoryData<Precision, LossScale, string, LossScale[]> Cases => new()
    {
        { Precision.Float16, None, "low-precision-underflow", [Dynamic] },
        { Precision.Float16, None, "lost-updates", [Copies, Dynamic] },
        { Precision.Float16, None, "non-finite", [Dynamic] },
        { Precision.Float16, None, "vanishing-gradient", [Dynamic] },
        { Precision.Bfloat16, None, "vanishing-gradient", [] },
        { Precision.Float16, Copies, "low-precision-underflow", [Dynamic] },
        { Precision.Float16, Dynamic, "low-precision-underflow", [] },
        { Precision.Bfloat16, None, "lost-updates", [Copies] },
        { Precision.Bfloat16, None, "low-precision-underflow", [Dynamic] },
        { Precision.Bfloat16, None, "non-finite", [] },
        { Precision.Float32, None, "lost-updates", [] },
        { Precision.Float64, None, "low-precision-underflow", [] },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Is_for_16_bits_that_lack_copies_or_a_scale(Precision precision, LossScale now, string illness, LossScale[] scales)
    {
        var recipe = Trainees.Mlp.With(precision);
        recipe = recipe with { Training = recipe.Training with { LossScale = now } };

        Assert.Equal(scales, new ScaleLoss().Variants(recipe, Sick.Finding(illness)).Select(form => form.ApplyTo(recipe).Training.LossScale));
    }

    [Fact]
    public void Changes_nothing_else() =>
        Assert.Equal(Trainees.HalfPrecision, new ScaleLoss { By = None }.ApplyTo(new ScaleLoss().ApplyTo(Trainees.HalfPrecision)));

    [Fact]
    public void A_wider_format_takes_the_scale_away() =>
        Assert.Equal(None, new ChangePrecision().ApplyTo(new ScaleLoss().ApplyTo(Trainees.HalfPrecision)).Training.LossScale);

    [Theory]
    [InlineData("low-precision-underflow")]
    [InlineData("lost-updates")]
    public void Comes_before_another_format_where_the_precision_is_at_fault(string illness)
    {
        var ids = AllTreatments.For(Trainees.HalfPrecision, Sick.Finding(illness, ("precision", 1))).Select(form => form.Id).Distinct().ToList();

        Assert.Equal("scale-loss", ids[0]);
        Assert.Contains("change-precision", ids);
    }

    [Fact]
    public void Says_what_it_does_with_its_numbers()
    {
        var recipe = Trainees.HalfPrecision;

        Assert.Equal(
            "Keep float32 copies of the weights for the optimizer, and multiply the loss for its backward pass by as much as the gradients allow, from 65536 on.",
            new ScaleLoss().Describe(recipe));
        Assert.Equal("Keep float32 copies of the weights for the optimizer, and scale no loss.", new ScaleLoss { By = Copies }.Describe(recipe));
        Assert.Contains(", new FixedLossScale { By = 1 })", new ScaleLoss { By = Copies }.InCode(recipe), StringComparison.Ordinal);
    }
}
