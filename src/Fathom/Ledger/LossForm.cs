namespace Fathom.Ledger;

/// <summary>What a loss function takes an output for.</summary>
public enum LossForm
{
    /// <summary>Nobody has said, or something else.</summary>
    Unknown,

    /// <summary>Classes, by logits: cross-entropy with its softmax inside.</summary>
    ClassLogits,

    /// <summary>Classes, by the logarithms of their probabilities: negative log-likelihood.</summary>
    ClassLogProbabilities,

    /// <summary>Yes or no, by logits: binary cross-entropy with its sigmoid inside.</summary>
    BinaryLogits,

    /// <summary>Yes or no, by probabilities: binary cross-entropy.</summary>
    BinaryProbabilities,

    /// <summary>Numbers: squares or magnitudes of differences.</summary>
    Numbers,
}
