namespace Fathom.Treatments;

/// <summary>Where a treatment puts normalisations.</summary>
public enum NormPosition
{
    /// <summary>Between each layer of weights and its activation.</summary>
    BeforeActivations,

    /// <summary>Behind each hidden activation.</summary>
    AfterActivations,

    /// <summary>Once, before the first layer.</summary>
    AtInput,
}
