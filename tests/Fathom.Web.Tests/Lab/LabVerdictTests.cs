using Fathom.Web.Lab;
using Fathom.Web.Tests.Lessons;

namespace Fathom.Web.Tests.Lab;

public sealed class LabVerdictTests
{
    /// <summary>Networks that learn, most of them with gradients that are small or large somewhere.</summary>
    public static TheoryData<string> Healthy =>
    [
        "init=he-normal",
        "depth=3",
        "act=tanh",
        "act=tanh&init=xavier-normal",
        "depth=8&opt=adam&lr=0.003",
        "depth=14&act=tanh&opt=adam&lr=0.003",
        "data=blobs",
        "data=blobs&depth=12&act=tanh",
        "data=clouds",
        "data=clouds&depth=7&width=64",
        "depth=12&init=he-normal&gain=1.5&lr=0.001",
        "skip=residual&init=he-normal&depth=10&lr=0.02",
        "data=adding&cell=gru&opt=adam&lr=0.01",
    ];

    /// <summary>Networks that are called ill.</summary>
    public static TheoryData<string> Ill =>
    [
        "depth=8",
        "depth=20",
        "depth=14&act=tanh",
        "data=blobs&depth=8&act=gelu",
        "act=sigmoid",
        "depth=10&act=sigmoid&steps=400",
        "data=blobs&depth=4&act=sigmoid",
        "data=clouds&width=16&act=sigmoid&init=orthogonal&steps=300",
        "depth=12&init=he-normal&gain=2.5&lr=0.05&steps=400",
        "data=adding",
    ];

    [Theory]
    [MemberData(nameof(Healthy))]
    public void Calls_no_network_ill_that_learns(string query)
    {
        var state = LabUrl.Read(query).State;

        var (outlook, result) = (LabOutlook.Of(state), Trainings.Of(state));

        Assert.NotEqual(LabTone.Bad, outlook.Tone);
        Assert.True(HasLearnt(result), FormattableString.Invariant($"{outlook.Verdict} It ends at a loss of {result.Loss} and an accuracy of {result.Accuracy}."));
    }

    [Theory]
    [MemberData(nameof(Ill))]
    public void Calls_a_network_ill_whose_training_fails(string query)
    {
        var state = LabUrl.Read(query).State;

        var (outlook, result) = (LabOutlook.Of(state), Trainings.Of(state));

        Assert.Equal(LabTone.Bad, outlook.Tone);
        Assert.False(HasLearnt(result), FormattableString.Invariant($"{outlook.Verdict} It ends at a loss of {result.Loss} and an accuracy of {result.Accuracy}."));
    }

    [Fact]
    public void Opens_on_a_network_that_is_well()
    {
        var outlook = LabOutlook.Of(LabState.Opening);
        var result = Trainings.Of(LabState.Opening);

        Assert.Equal(LabTone.Good, outlook.Tone);
        Assert.True(HasLearnt(result));
        Assert.Empty(result.Findings);
    }

    [Theory]
    [InlineData("depth=8&lr=0.000001", "does not move much more either")]
    [InlineData("depth=8&opt=adam", "can still move by up to")]
    [InlineData("depth=12&init=he-normal&gain=2.5&opt=adam&lr=0.0001", "this optimizer's steps are small enough for it")]
    public void Says_why_a_gradient_need_not_harm(string query, string why)
    {
        var outlook = LabOutlook.Of(LabUrl.Read(query).State);

        Assert.Equal(LabTone.Careful, outlook.Tone);
        Assert.Contains(why, outlook.Verdict, StringComparison.Ordinal);
    }

    // An accuracy of 90 %, or a fiftieth of the variance of what the adding problem asks for, 1/6.
    static bool HasLearnt(LabResult result) =>
        double.IsFinite(result.Loss) && (double.IsNaN(result.Accuracy) ? result.HeldOutLoss < 1 / 300.0 : result.Accuracy >= 0.9);
}
