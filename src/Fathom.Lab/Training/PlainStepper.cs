using Fathom.Diagnoses;
using Fathom.Ledger;
using static TorchSharp.torch;

namespace Fathom.Lab.Training;

/// <summary>Takes each step and sees nothing.</summary>
sealed class PlainStepper(optim.Optimizer optimizer) : IStepper
{
    public ReadingHistory History { get; } = new();

    public string GradientPath => "none";

    public void Step(Tensor loss) => optimizer.step();

    public IReadOnlyList<Finding> Diagnose() => [];

    public void Dispose()
    {
    }
}
