using Fathom.Torch.Treatments;
using Fathom.Treatments;

namespace Fathom.Lab.Cures;

/// <summary>What can be changed about a training that goes on, and how much of what was learnt stays.</summary>
static class InPlace
{
    /// <summary>Whether a treatment means anything to weights that were learnt: another start comes too late, and so does a warm-up.</summary>
    public static bool IsPossible(ITreatment treatment) => treatment.Invasiveness != Invasiveness.Start && treatment is not WarmUpLearningRate;

    /// <summary>0 where the network's answers stay what they are, 1 where they change, 2 where layers are new; of a combination the worst.</summary>
    public static int Fit(Candidate candidate) => candidate.Change.Treatments.Max(treatment => (int)LiveTreatments.For(treatment).Fit);
}
