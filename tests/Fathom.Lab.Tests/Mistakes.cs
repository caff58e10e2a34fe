using Fathom.Lab.Recipes;

namespace Fathom.Lab.Tests;

/// <summary>What a wrong recipe is told.</summary>
static class Mistakes
{
    public static IReadOnlyList<RecipeMistake> In(string yaml) => Of(() => RecipeFile.Parse(yaml, "test.yaml"));

    public static IReadOnlyList<RecipeMistake> Of(Action action) => Assert.Throws<RecipeException>(action).Mistakes;

    public static RecipeMistake Only(Action action) => Assert.Single(Of(action));
}
