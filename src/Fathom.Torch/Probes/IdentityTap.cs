using static TorchSharp.torch;

namespace Fathom.Torch.Probes;

/// <summary>The portable way: an identity function in the autograd graph that looks at the gradient as it passes.</summary>
sealed class IdentityTap(IGradientListener listener) : IGradientTap
{
    IGradientListener? _listener = listener;

    /// <summary>The gradient that is on its way through; libtorch copies it only after the callback has returned.</summary>
    public Tensor? Passing { get; private set; }

    public string Name => "identity functions";

    public Tensor Tap(Tensor tensor, long ticket) => Identity.apply(tensor, this, ticket);

    public void Release() => Passing = null;

    public void Dispose()
    {
        _listener = null;
        Passing = null;
    }

    sealed class Identity : autograd.SingleTensorFunction<Identity>
    {
        public override string Name => nameof(IdentityTap);

        public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
        {
            ctx.save_data("tap", vars[1]);
            ctx.save_data("ticket", vars[2]);
            ctx.set_materialize_grads(false);
            // An alias would be a view, and later in-place operations on it would throw.
            return ((Tensor)vars[0]).detach();
        }

        public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
        {
            var tap = (IdentityTap)ctx.get_data("tap");
            try
            {
                if (grad_output is { IsInvalid: false })
                    tap._listener?.OnGradient((long)ctx.get_data("ticket"), grad_output.Handle);
            }
            catch (Exception)
            {
                // Listeners keep their own faults; what they fail to keep must still not cross libtorch.
            }
            tap.Passing = grad_output;
            return [grad_output, null!, null!];
        }
    }
}
