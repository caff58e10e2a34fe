using Fathom.Diagnoses;

namespace Fathom.Tests.Diagnoses;

public class FindingTests
{
    static readonly Finding Bare = new() { Id = "non-finite", Severity = Severity.Fatal, Place = "linear3", Step = 7, Summary = "The loss first held NaN in step 7." };

    [Fact]
    public void Reads_as_one_line_where_there_is_no_more_to_say() =>
        Assert.Equal("fatal non-finite at linear3 since step 7: The loss first held NaN in step 7.", Bare.ToString());

    [Fact]
    public void Reads_with_its_causes_its_consequences_and_the_best_treatment()
    {
        var finding = Bare with
        {
            Id = "exploding-gradient", Place = "linear1..linear3", Step = 1, Summary = "It grows.",
            Causes = [new("weight-scale", 0.9, ""), new("recurrent-steps", 0.1, "")], Consequences = [Bare], Treatments = ["Initialise smaller.", "Clip."],
        };

        Assert.Equal(
            """
            fatal exploding-gradient at linear1..linear3 since step 1: It grows.
              why: weight-scale (90 %), recurrent-steps (10 %)
              also, because of it: non-finite at linear3 since step 7
              what to do: Initialise smaller.
            """.ReplaceLineEndings(), finding.ToString());
    }
}
