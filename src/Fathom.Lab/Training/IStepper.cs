using Fathom.Diagnoses;
using Fathom.Ledger;
using static TorchSharp.torch;

namespace Fathom.Lab.Training;

/// <summary>Takes the update of a step whose gradients are known, and remembers what it saw on the way.</summary>
interface IStepper : IDisposable
{
    /// <summary>Reads the step and lets the optimizer take it.</summary>
    /// <param name="loss">The step's loss, after its backward pass.</param>
    void Step(Tensor loss);

    ReadingHistory History { get; }

    /// <summary>How gradients are read: "native hooks", "identity functions", or "none".</summary>
    string GradientPath { get; }

    /// <summary>The illnesses found so far, the worst first.</summary>
    IReadOnlyList<Finding> Diagnose();
}
