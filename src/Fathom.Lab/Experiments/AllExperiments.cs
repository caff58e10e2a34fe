namespace Fathom.Lab.Experiments;

/// <summary>Every experiment that ships inside.</summary>
public static class AllExperiments
{
    /// <summary>One of each, in alphabetical order.</summary>
    public static IReadOnlyList<IExperiment> List { get; } = [new Clinic(), new Cures(), Cures.HeldBack, new MeanField(), new RandomRecipes()];
}
