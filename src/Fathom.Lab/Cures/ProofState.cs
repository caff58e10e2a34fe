namespace Fathom.Lab.Cures;

/// <summary>What a proof came to.</summary>
public enum ProofState
{
    /// <summary>The runs do not say yet; longer ones or more of them may.</summary>
    Undecided,

    /// <summary>The change is no cure.</summary>
    Refused,

    /// <summary>The change is a cure.</summary>
    Accepted,
}
