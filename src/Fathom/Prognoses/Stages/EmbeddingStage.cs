using Fathom.Ledger;

namespace Fathom.Prognoses;

/// <summary>A random vector for each whole number: where a chain begins, since whole numbers have no gradient.</summary>
/// <param name="Name">The place's name.</param>
/// <param name="Vocabulary">How many different numbers there are; two inputs have the same by a chance of one in as many.</param>
/// <param name="Law">How the vectors start.</param>
sealed record EmbeddingStage(string Name, double Vocabulary, WeightLaw Law) : Stage(Name)
{
    public override LinkKind Kind => LinkKind.Weight;

    public override bool Learns => true;

    public override Passage Pass(Signal signal)
    {
        var mean = Law.Mean * Law.Mean;
        return new Passage(new Signal(Law.Variance + mean, Law.Mean, Law.Variance / Vocabulary + mean), 0) { SizeResponse = 0 };
    }
}
