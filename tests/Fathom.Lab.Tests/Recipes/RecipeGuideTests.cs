using Fathom.Lab.Recipes;

namespace Fathom.Lab.Tests.Recipes;

public class RecipeGuideTests
{
    public static TheoryData<string> Words =>
        [.. RecipeLanguage.Families.SelectMany(family => family.Words.Select(word => $"{family.Noun}: {word.Name}"))];

    [Fact]
    public void The_committed_page_is_what_the_code_makes() => Approved.Check("docs/recipes.md", RecipeGuide.Text);

    [Fact]
    public void It_names_every_key_option_and_alias()
    {
        foreach (var word in RecipeLanguage.Sections.Concat(RecipeLanguage.Families.SelectMany(family => family.Words)))
        {
            Assert.All(word.Options, option => Assert.Contains($"| `{option.Name}`", RecipeGuide.Text, StringComparison.Ordinal));
            Assert.All(word.Aliases, alias => Assert.Contains($"`{alias}`", RecipeGuide.Text, StringComparison.Ordinal));
        }
    }

    [Theory]
    [MemberData(nameof(Words))]
    public void The_example_of_each_word_can_be_read_and_is_that_word(string title)
    {
        var family = RecipeLanguage.Families.First(family => title.StartsWith(family.Noun + ": ", StringComparison.Ordinal));
        var word = family.Find(title[(family.Noun.Length + 2)..])!;
        var example = WordExample.Of(family, word);
        var reading = new RecipeReading();
        using var text = new StringReader(example);

        var record = RecipeLanguage.FormOf(family).Read(new NodeReader(reading).Read(text)!, new Spot("example", "example"), reading);

        Assert.Empty(reading.Mistakes);
        Assert.Equal(word.Record, record!.GetType());
        Assert.Contains($"### {title}\n", RecipeGuide.Text, StringComparison.Ordinal);
        Assert.Contains(example, RecipeGuide.Text, StringComparison.Ordinal);
    }
}
