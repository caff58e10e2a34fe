using Fathom.Lab.Experiments.ReferenceRules;
using Fathom.Ledger;
using Fathom.Statistics;

namespace Fathom.Lab.Tests.Experiments.ReferenceRules;

public class AllRulesTests
{
    [Theory]
    [InlineData(1e-5f, 1e-1f, true)]
    [InlineData(1e-3f, 1e+1f, false)]
    [InlineData(1e-2f, 1e-1f, false)]
    public void Vanishing_needs_a_small_ratio_and_a_small_norm(float first, float last, bool flags) =>
        Assert.Equal(flags, Rule("below 1e-3").Flags(Reading(Weight([first]), Weight([last]))));

    [Theory]
    [InlineData(0.5e-7f, true)]
    [InlineData(2e-7f, false)]
    public void A_mean_below_1e_7_is_tiny(float magnitude, bool flags) =>
        Assert.Equal(flags, Rule("mean absolute").Flags(Reading(Weight([magnitude, -magnitude]))));

    [Theory]
    [InlineData(8, true)]
    [InlineData(6, false)]
    public void Seven_of_ten_zeros_are_dying(int zeros, bool flags) =>
        Assert.Equal(flags, Rule("zeros").Flags(Reading(Weight([.. new float[zeros], .. Enumerable.Repeat(1f, 10 - zeros)]))));

    [Theory]
    [InlineData(100f, 1f, true)]
    [InlineData(50f, 1f, false)]
    [InlineData(1f, float.NaN, true)]
    public void Exploding_is_a_large_ratio_or_no_number(float first, float last, bool flags) =>
        Assert.Equal(flags, Rule("above 70").Flags(Reading(Weight([first]), Weight([last]))));

    [Theory]
    [InlineData(20, true)]
    [InlineData(1e-9, true)]
    [InlineData(1e-3, false)]
    public void An_update_may_be_neither_huge_nor_tiny(double ratio, bool flags) =>
        Assert.Equal(flags, Rule("update").Flags(Reading(Weight([1f]) with { Update = new UpdateReading { Change = TensorSummary.Of([1f]), Ratio = ratio } })));

    [Fact]
    public void The_last_rule_flags_everything() => Assert.True(AllRules.List[^1].Flags(new StepReading { Step = 1 }));

    [Fact]
    public void Biases_are_no_layers()
    {
        var reading = Reading(Weight([1e-9f]) with { Name = "linear1.bias" });

        Assert.All(AllRules.List.SkipLast(1), rule => Assert.False(rule.Flags(reading)));
    }

    static ReferenceRule Rule(string part) => AllRules.List.Single(rule => rule.Name.Contains(part, StringComparison.Ordinal));

    static StepReading Reading(params ParameterReading[] parameters) => new() { Step = 1, Loss = 1, Parameters = parameters };

    static ParameterReading Weight(ReadOnlySpan<float> gradient) => new() { Name = "linear1.weight", Gradient = TensorSummary.Of(gradient) };
}
