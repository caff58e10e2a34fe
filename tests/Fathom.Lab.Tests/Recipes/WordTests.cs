using CsCheck;
using Fathom.Lab.Recipes;
using Fathom.Recipes;

namespace Fathom.Lab.Tests.Recipes;

public class WordTests
{
    public static TheoryData<Type> Records =>
        [.. typeof(Recipe).Assembly.GetTypes().Where(type => !type.IsAbstract && Families.Any(family => type.IsAssignableTo(family.Base)))];

    static (Type Base, Family Family)[] Families =>
    [
        (typeof(Layer), LayerWords.All),
        (typeof(BranchScale), BranchScaleWords.All),
        (typeof(Initialization), InitializationWords.All),
        (typeof(Optimizer), OptimizerWords.All),
        (typeof(Loss), LossWords.All),
        (typeof(Schedule), ScheduleWords.All),
        (typeof(AdaptiveClip), ClippingWords.All),
        (typeof(DataSource), DataWords.All),
        (typeof(Preparation), PreparationWords.All),
    ];

    [Theory]
    [MemberData(nameof(Records))]
    public void Each_record_has_one_word_with_its_documented_options(Type record)
    {
        var family = Families.First(family => record.IsAssignableTo(family.Base)).Family;

        var word = Assert.Single(family.Words, word => word.Record == record);

        Assert.EndsWith(".", word.Doc, StringComparison.Ordinal);
        Assert.All(word.Options, option => Assert.EndsWith(".", option.Doc, StringComparison.Ordinal));
        var nameless = record.IsAssignableTo(typeof(Shorthand)) ? 1 : 0;
        Assert.Equal(record.GetProperties().Count(property => property.CanWrite) - nameless, word.Options.Count);
    }

    [Fact]
    public void The_training_section_says_everything_that_a_plan_holds()
    {
        Assert.Equal(typeof(TrainingPlan).GetProperties().Length, TrainingWords.Section.Options.Count);
        Assert.Equal(typeof(ParameterGroup).GetProperties().Length, OptimizerWords.Group.Options.Count);
        Assert.All(TrainingWords.Section.Options.Concat(OptimizerWords.Group.Options), option => Assert.EndsWith(".", option.Doc, StringComparison.Ordinal));
    }

    [Fact]
    public void Names_are_unique_and_layers_are_named_after_their_kind()
    {
        Assert.All(Families, family =>
        {
            var names = family.Family.Words.SelectMany(word => word.Aliases.Prepend(word.Name)).ToArray();
            Assert.Equal(names.Length, names.ToHashSet(StringComparer.Ordinal).Count);
        });
        Assert.All(LayerWords.All.Words, word => Assert.Equal(((Layer)word.Fresh()).Kind, word.Name.Replace("-", "", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_damaged_recipe_gives_mistakes_and_nothing_worse()
    {
        var text = BundledRecipes.TextOf("deep-sigmoid")!;
        var damage = Gen.Select(Gen.Int[0, text.Length - 1], Gen.Int[0, 12], Gen.String["{}[]:,-#&*!|>'\"%@`\n\t ?~0a\u00e9"]);

        damage.Array[1, 4].Sample(damages =>
        {
            var damaged = damages.Aggregate(text, (whole, one) =>
            {
                var at = Math.Min(one.Item1, whole.Length);
                return whole[..at] + one.Item3 + whole[Math.Min(whole.Length, at + one.Item2)..];
            });
            try
            {
                RecipeFile.Parse(damaged);
            }
            catch (RecipeException exception)
            {
                Assert.NotEmpty(exception.Mistakes);
                Assert.DoesNotContain("   at ", exception.Message, StringComparison.Ordinal);
            }
        }, iter: 3000);
    }

    [Theory]
    [InlineData("sigmiod", "sigmoid")]
    [InlineData("Sigmoid", "sigmoid")]
    [InlineData("sig", "sigmoid")]
    [InlineData("rleu", "relu")]
    [InlineData("perceiver", null)]
    [InlineData("", null)]
    public void Knows_the_nearest_name(string written, string? near) =>
        Assert.Equal(near, NearestName.Of(written, LayerWords.All.Words.Select(word => word.Name)));
}
