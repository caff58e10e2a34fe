using static TorchSharp.torch;

namespace Fathom.Lab.Modules.Recurrent;

/// <summary>Dropout at each time step: on what enters, or, variationally, with one mask for all steps on input and state.</summary>
/// <remarks>Zaremba, Sutskever and Vinyals (2014); Gal and Ghahramani (2016). What is kept is scaled up by 1/(1 - share).</remarks>
sealed class StepDropout(double share)
{
    /// <summary>Begins a sequence.</summary>
    public Pass Begin(bool variational, Tensor input, Tensor state) =>
        variational ? new Pass(share, Mask(input), Mask(state)) : new Pass(share, null, null);

    Tensor Mask(Tensor like)
    {
        using var without = no_grad();
        return nn.functional.dropout(ones_like(like), share, training: true);
    }

    /// <summary>One sequence.</summary>
    public sealed class Pass(double share, Tensor? inputMask, Tensor? stateMask)
    {
        public (Tensor Input, Tensor State) Apply(Tensor input, Tensor state) =>
            inputMask is null || stateMask is null
                ? (nn.functional.dropout(input, share, training: true), state)
                : (input * inputMask, state * stateMask);
    }
}
