using static TorchSharp.torch;

namespace Fathom.Torch.Treatments;

/// <summary>Calls the model on the example, and leaves everything as it was.</summary>
static class ExampleRun
{
    /// <summary>Runs the example in training mode, as the next step will.</summary>
    public static void Of(LiveTraining training, string purpose)
    {
        var example = training.Example ?? throw new LiveTreatmentException($"{purpose} is read from a batch, but the training has no example: set LiveTraining.Example to () => model.call(batch).");
        Run(training.Model, example);
    }

    /// <summary>Runs <paramref name="call"/> with <paramref name="model"/> in training mode, without gradients.</summary>
    public static void Run(nn.Module model, Func<Tensor> call)
    {
        using var scope = NewDisposeScope();
        using var without = no_grad();
        var modes = model.named_modules().Select(entry => (entry.module, entry.module.training)).Prepend((module: model, model.training)).ToList();
        var buffers = model.buffers().Select(buffer => (buffer, before: buffer.clone())).ToList();
        var random = get_rng_state();
        try
        {
            model.train();
            call();
        }
        finally
        {
            // Parents before what they hold, because a module takes its children along.
            foreach (var (module, mode) in modes) module.train(mode);
            foreach (var (buffer, before) in buffers) buffer.copy_(before);
            set_rng_state(random);
        }
    }

    /// <summary>Refuses modules that the example does not call: a forward that does without them would do so afterwards.</summary>
    public static void RequireCalls(LiveTraining training, IReadOnlyList<ModulePlace> places)
    {
        if (training.Example is not { } example) return;
        var called = new HashSet<nn.Module>(ReferenceEqualityComparer.Instance);
        using (var hooks = new ForwardHooks())
        {
            foreach (var place in places)
                if (place.Module is nn.Module<Tensor, Tensor> module) hooks.Before(module, _ => called.Add(module));
            Run(training.Model, example);
        }

        foreach (var place in places.Where(place => place.Module is nn.Module<Tensor, Tensor> && !called.Contains(place.Module)))
        {
            throw new LiveTreatmentException(
                $"{place.Name} is never called in the example: the forward of {place.Parent.GetType().Name} does without it, or calls its forward() instead of call(); replacing it would change nothing that Fathom can see, so change the program.");
        }
    }
}
