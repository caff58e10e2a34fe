using Fathom.Lab.Modules;
using Fathom.Lab.Recipes;

namespace Fathom.Lab.Tests.Recipes;

public class BundledRecipesTests
{
    public static TheoryData<string> Names => [.. BundledRecipes.Names];

    [Fact]
    public void Include_the_deep_sigmoid() => Assert.Equal(["deep-sigmoid", "exploding-mlp", "healthy-mlp"], BundledRecipes.Names);

    [Theory]
    [MemberData(nameof(Names))]
    public void Are_called_like_their_file_say_what_they_teach_and_can_be_built(string name)
    {
        var recipe = RecipeFile.Load(name);

        Assert.Equal(name, recipe.Name);
        Assert.NotNull(recipe.Teaches);
        Assert.StartsWith("# ", BundledRecipes.TextOf(name), StringComparison.Ordinal);
        NetworkBuilder.Build(recipe).Dispose();
    }
}
