using Fathom.Diagnoses;
using Fathom.Lab.Recording;
using Fathom.Recipes;

namespace Fathom.Lab.Training;

/// <summary>What an examination does otherwise than its recipe says.</summary>
public sealed record ExamineOptions
{
    /// <summary>How many steps are taken where nobody says, unless the whole training has fewer.</summary>
    public const long DefaultSteps = 40;

    /// <summary>How many steps are taken, at least 1; null: <see cref="DefaultSteps"/>, or the whole training where it is shorter.</summary>
    public long? Steps
    {
        get;
        init => field = value is null or >= 1
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, $"Steps must be at least 1, but was {value}.");
    }

    /// <summary>The seed; null: the recipe's.</summary>
    public long? Seed { get; init; }

    /// <summary>The data; null: the recipe's. How much is taken and held out stays as the recipe says.</summary>
    public DataSource? Data { get; init; }

    /// <summary>The illnesses that are looked for, with their thresholds; all that Fathom knows unless said otherwise.</summary>
    public IReadOnlyList<IDiagnosis> Diagnoses { get; init; } = AllDiagnoses.List;

    /// <summary>Where the examination is recorded; null (default) for nowhere. Whoever made it disposes of it.</summary>
    public RunRecording? Run { get; init; }

    /// <summary><paramref name="recipe"/> with the seed and the data that these options say.</summary>
    public Recipe ApplyTo(Recipe recipe) => recipe with
    {
        Seed = Seed ?? recipe.Seed,
        Data = Data is null ? recipe.Data : Data with { Take = recipe.Data.Take, HoldOut = recipe.Data.HoldOut },
    };

    internal long StepsOf(Recipe recipe) => Steps ?? Math.Min(DefaultSteps, recipe.Training.Steps);
}
