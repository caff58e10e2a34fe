namespace Fathom.Store.Exports;

/// <summary>One table of an exported run.</summary>
public enum RunTable
{
    /// <summary>Numbers by tag: losses, learning rate, held-out metrics. One row per block of steps.</summary>
    Scalars,

    /// <summary>Gradient, activation and update of every probed output. One row per output and block of readings.</summary>
    Layers,

    /// <summary>Gradient, weights and update of every parameter. One row per parameter and block of readings.</summary>
    Parameters,

    /// <summary>The links of the chain rule. One row per link and block of readings.</summary>
    Ledger,

    /// <summary>What the diagnoses said last; what follows from a finding names it.</summary>
    Findings,

    /// <summary>What the guards did.</summary>
    GuardEvents,

    /// <summary>The candidates of a cure.</summary>
    Trials,
}
