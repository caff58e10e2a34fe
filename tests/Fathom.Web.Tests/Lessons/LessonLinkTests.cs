using Fathom.Web.Lab;
using Fathom.Web.Lessons;

namespace Fathom.Web.Tests.Lessons;

public sealed class LessonLinkTests
{
    [Fact]
    public void Carries_the_state_the_lesson_and_what_is_done()
    {
        var link = LessonLink.To(new() { Depth = 9 }, "he", ["multiply", "whisper"]);

        Assert.Equal("lab?v=1&depth=9&lesson=he&done=multiply.whisper", link);
        Assert.Equal(["multiply", "whisper"], LessonLink.Done("multiply.whisper"));
    }

    [Fact]
    public void Leaves_out_lessons_that_there_are_not() => Assert.Equal(["he"], LessonLink.Done("<script>.he.he.nonsense"));

    [Fact]
    public void Leads_to_each_lessons_beginning() =>
        Assert.All(AllLessons.List, lesson => Assert.Equal(lesson.Start, LabUrl.Read(new Uri("http://x/" + LessonLink.To(lesson)).Query, LessonLink.LessonKey).State));
}
