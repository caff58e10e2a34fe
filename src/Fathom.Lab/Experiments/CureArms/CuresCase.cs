using Fathom.Lab.Experiments.Cases;
using Fathom.Recipes;

namespace Fathom.Lab.Experiments.CureArms;

/// <summary>A case of the clinic that its recipe says whole.</summary>
/// <param name="Name">The clinic's name of it.</param>
/// <param name="Illness">What the clinic counts it under; empty for a healthy one.</param>
/// <param name="Recipe">What is trained.</param>
/// <param name="Sister">The same with the mistake put right; null where the clinic has none that is a recipe.</param>
sealed record CuresCase(string Name, string Illness, Recipe Recipe, Recipe? Sister)
{
    // More of one illness would say more of that illness and take longer.
    const int MostOfAnIllness = 6;

    const int MostHealthy = 24;

    // The clinic's trainings are as short as shows the illness: at their end most corrected networks are still learning.
    const int Lengthened = 2;

    /// <summary>The ill, as many of each illness as there are up to a number, and healthy ones that are nobody's corrected sister.</summary>
    /// <remarks>Chosen evenly over the clinic's order, which goes from network family to network family, and by nothing that a search came to.</remarks>
    public static IReadOnlyList<CuresCase> List { get; } =
    [
        .. AllCases.List.Where(@case => !@case.IsHealthy && IsRecipe(@case)).GroupBy(@case => @case.Illness, StringComparer.Ordinal).SelectMany(group => Evenly([.. group], MostOfAnIllness)).Select(Of),
        .. Evenly([.. AllCases.List.Where(@case => @case.IsHealthy && IsRecipe(@case)).Except(Sisters).Except(Precisions.ScaledControls)], MostHealthy).Select(Of),
        // Controls of the one illness whose cure a healthy recipe may have already.
        .. Precisions.ScaledControls.Select(Of),
    ];

    /// <summary>The ill ones that are not in <see cref="List"/>, all of them, and as many other healthy ones as are there: no setting of the search was chosen by these.</summary>
    public static IReadOnlyList<CuresCase> HeldBack { get; } =
    [
        .. AllCases.List.Where(@case => !@case.IsHealthy && IsRecipe(@case) && IsLeft(@case)).Select(Of),
        .. Evenly([.. AllCases.List.Where(@case => @case.IsHealthy && IsRecipe(@case) && IsLeft(@case))], MostHealthy).Select(Of),
    ];

    static IEnumerable<ClinicCase> Sisters => AllCases.List.Select(@case => @case.Sister).OfType<ClinicCase>();

    static CuresCase Of(ClinicCase @case) =>
        new(@case.Name, @case.Illness, Longer(@case.Recipe), @case.Sister is { } sister && IsRecipe(sister) ? Longer(sister.Recipe) : null);

    static Recipe Longer(Recipe recipe) => recipe with { Training = recipe.Training with { Steps = Lengthened * recipe.Training.Steps } };

    static bool IsLeft(ClinicCase @case) => List.All(taken => taken.Name != @case.Name);

    /// <summary>Who trains by a loss, data, an optimizer or a start of his own cannot be treated as a recipe.</summary>
    static bool IsRecipe(ClinicCase @case) => @case is { Arrange: null, Optimizer: null, WarmSteps: 0 };

    static IEnumerable<ClinicCase> Evenly(IReadOnlyList<ClinicCase> cases, int most) =>
        cases.Count <= most ? cases : Enumerable.Range(0, most).Select(place => cases[(int)Math.Round(place * (cases.Count - 1.0) / (most - 1))]);
}
