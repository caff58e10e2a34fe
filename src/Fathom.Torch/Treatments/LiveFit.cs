namespace Fathom.Torch.Treatments;

/// <summary>Whether a treatment can be carried out on a live training, and what becomes of what the network computes.</summary>
public enum LiveFit
{
    /// <summary>It can be, and the function before the next step is the same to 1e-5, in the modes and on the inputs that the treatment's page names.</summary>
    Exact,

    /// <summary>It can be and keeps weights, but the function is another one.</summary>
    ChangesFunction,

    /// <summary>It cannot be: what it changes is where a training begins, or the network is another one afterwards.</summary>
    Impossible,
}
