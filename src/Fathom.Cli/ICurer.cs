using Fathom.Lab.Cures;
using Fathom.Lab.Trials;
using Fathom.Recipes;

namespace Fathom.Cli;

/// <summary>Seeks cures: what the command knows of Fathom.Lab's trials.</summary>
interface ICurer
{
    /// <summary>The recipe that the order names, or that its checkpoint was made of.</summary>
    /// <exception cref="CallRefusedException">There is none, it is wrong, or the checkpoint cannot be gone on from with it.</exception>
    Recipe Load(CureOrder order);

    /// <summary>Seeks a cure; where <paramref name="stop"/> is set, ends at once with what is known.</summary>
    /// <exception cref="CallRefusedException">The recipe or its data is wrong.</exception>
    CureReport Cure(Recipe recipe, CureOrder order, Action<CureNews> onNews, Action<TrialProgress> onProgress, CancellationToken stop);

    /// <summary>Writes the checkpoint with which the cured recipe goes on.</summary>
    /// <exception cref="CallRefusedException">The checkpoint that was cured has changed meanwhile, or the file cannot be written.</exception>
    void WriteCheckpoint(CureReport report, CuredFile file);
}
