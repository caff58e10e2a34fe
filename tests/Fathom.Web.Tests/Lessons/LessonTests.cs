using Fathom.Web.Lab;
using Fathom.Web.Lessons;

namespace Fathom.Web.Tests.Lessons;

public sealed class LessonTests
{
    public static TheoryData<string> Ids => [.. AllLessons.List.Select(lesson => lesson.Id)];

    /// <summary>What mends each lesson's network, and what mends it only half.</summary>
    public static TheoryData<string, string> Mended => new()
    {
        { "multiply", "factors=0.9_0.9_0.9_0.9" },
        { "multiply", "factors=1_0.5_1_1" },
        { "whisper", "gain=0.99" },
        { "whisper", "gain=1.01" },
        { "slopes", "act=relu" },
        { "slopes", "act=tanh" },
        { "he", "init=he-normal" },
        { "xavier", "init=xavier-normal&gain=1" },
        { "xavier", "init=critical" },
        { "norms", "norm=layer-norm" },
        { "norms", "norm=batch-norm&skip=scaled" },
        { "residual", "skip=scaled" },
        { "residual", "skip=rezero" },
        { "time", "rec=orthogonal" },
        { "lstm", "forget=chrono" },
        { "lstm", "forget=4" },
        { "lstm", "forget=2" },
        { "learning-rate", "lr=0.02" },
        { "exploding", "gain=1" },
        { "dead-units", "bias=0" },
        { "small", "opt=adam&lr=0.003" },
        { "cure", "act=relu&init=he-normal&lr=0.05" },
    };

    public static TheoryData<string, string, string> Half => new()
    {
        { "multiply", "factors=1_1_1_0.2", "Only 0.2" },
        { "multiply", "factors=5_0.4_0.7_0.5", "No factor may be above 1" },
        { "multiply", "depth=2", "Keep the line as it is" },
        { "whisper", "gain=1.1", "too loud" },
        { "slopes", "act=none", "each needs one" },
        { "slopes", "init=xavier-normal", "Each activation costs" },
        { "he", "act=tanh&init=xavier-normal", "Keep ReLU in every layer" },
        { "he", "layers=3-tanh&init=he-normal", "Keep ReLU in every layer" },
        { "he", "norm=layer-norm", "Without norms and skips" },
        { "he", "depth=2", "Keep all 20 hidden layers" },
        { "norms", "norm=none&init=he-normal", "Keep a norm" },
        { "residual", "skip=residual&init=he-normal", "gains" },
        { "time", "cell=lstm", "Keep a sequence of 60 time steps and the cell" },
        { "time", "time=10", "Keep a sequence of 60 time steps" },
        { "lstm", "forget=1", "Only" },
        { "learning-rate", "depth=2", "Leave the network as it is" },
        { "learning-rate", "lr=0.000001", "90 % are needed" },
        { "exploding", "clip=1", "" },
        { "dead-units", "act=sigmoid&bias=0", "Keep a rectifier" },
        { "small", "init=xavier-normal", "should" },
        { "cure", "", "" },
    };

    [Fact]
    public void Are_a_dozen_or_more() => Assert.InRange(AllLessons.List.Count, 12, 20);

    [Theory]
    [MemberData(nameof(Ids))]
    public void Are_complete(string id)
    {
        var lesson = AllLessons.Find(id)!;

        Assert.NotEmpty(lesson.Title);
        Assert.InRange(lesson.Hints.Count, 1, 4);
        Assert.InRange(lesson.Text.Length, 400, 2500);
        Assert.Null(new LabLimits().Refusal(lesson.Start));
        Assert.Equal(lesson, AllLessons.List[lesson.Number - 1]);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Use_only_numbers_that_there_are(string id)
    {
        var lesson = AllLessons.Find(id)!;
        var scene = Scene(lesson.Start);

        Assert.All(LessonNumbers.NamesIn(lesson.Text), name => Assert.True(LessonNumbers.Of(scene, name) is not null, name));
        Assert.DoesNotContain('{', LessonNumbers.Fill(lesson.Text, scene));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Are_not_done_before_anything_was_done(string id)
    {
        var lesson = AllLessons.Find(id)!;

        var check = lesson.Check(Scene(lesson.Start));

        Assert.False(check.IsDone, check.Sentence);
        Assert.NotEmpty(check.Sentence);
    }

    [Theory]
    [InlineData("learning-rate")]
    [InlineData("exploding")]
    [InlineData("dead-units")]
    [InlineData("small")]
    [InlineData("cure")]
    public void Begin_with_a_network_that_training_does_not_save(string id)
    {
        var lesson = AllLessons.Find(id)!;

        var check = lesson.Check(Scene(lesson.Start) with { Result = Trainings.Of(lesson.Start) });

        Assert.False(check.IsDone, check.Sentence);
    }

    [Theory]
    [MemberData(nameof(Mended))]
    public void Are_done_once_the_network_is_mended(string id, string change)
    {
        var lesson = AllLessons.Find(id)!;
        var state = Changed(lesson, change);

        var check = lesson.Check(Tried(lesson, state));

        Assert.True(check.IsDone, check.Sentence);
        Assert.NotEmpty(check.Sentence);
    }

    [Theory]
    [MemberData(nameof(Half))]
    public void Are_not_done_by_half_a_cure_or_by_a_way_around_the_point(string id, string change, string complaint)
    {
        var lesson = AllLessons.Find(id)!;
        var state = Changed(lesson, change);

        var check = lesson.Check(Tried(lesson, state));

        Assert.False(check.IsDone, check.Sentence);
        Assert.Contains(complaint, check.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Count_only_the_training_of_the_network_as_it_stands()
    {
        var lesson = AllLessons.Find("dead-units")!;
        var mended = lesson.Start with { BiasStart = 0 };
        var scene = Scene(mended) with { Result = Trainings.Of(mended) };

        var moved = scene with { State = mended with { Depth = 5 } };

        Assert.True(lesson.Check(scene).IsDone);
        Assert.Contains("train once more", lesson.Check(moved).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Speak_of_the_learners_own_numbers()
    {
        var (multiply, whisper) = (Scene(AllLessons.Find("multiply")!.Start), Scene(AllLessons.Find("whisper")!.Start));

        Assert.Equal("0.5 × 0.4 × 0.7 × 0.2 = 0.028", LessonNumbers.Fill("{factors} = {product}", multiply));
        Assert.Equal("1.55", LessonNumbers.Of(multiply, "decades"));
        Assert.Equal("1.8e-8", LessonNumbers.Of(whisper, "left"));
        Assert.Equal("0.986", LessonNumbers.Of(whisper, "needed"));
    }

    [Fact]
    public void Show_markup_in_a_text_as_text()
    {
        var markup = LessonText.Markup("**bold** <script>alert(1)</script>");

        Assert.Contains("<strong>bold</strong>", markup, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>", markup, StringComparison.Ordinal);
    }

    static LessonScene Scene(LabState state) => new(state, LabOutlook.Of(state), null);

    /// <summary>Trained only where the lesson asks for it: most look at the prognosis alone.</summary>
    static LessonScene Tried(Lesson lesson, LabState state)
    {
        var scene = Scene(state);
        return lesson.Check(scene).Sentence == "Train it to see." ? scene with { Result = Trainings.Of(state) } : scene;
    }

    static LabState Changed(Lesson lesson, string change)
    {
        var reading = LabUrl.Read($"{LabUrl.Write(lesson.Start)}&{change}");
        Assert.DoesNotContain(reading.Complaints, complaint => !complaint.Contains("twice", StringComparison.Ordinal));
        return reading.State;
    }
}
