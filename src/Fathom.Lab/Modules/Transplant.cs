using Fathom.Lab.Recipes;
using Fathom.Recipes;
using Fathom.Torch.Treatments;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Fathom.Lab.Modules;

/// <summary>The network of a treated recipe with what the network of the untreated one has learnt.</summary>
/// <remarks>
/// <para>Layers are matched in the order of the forward pass, by their kind and the shapes of what they learn, those of the same own name
/// first, so that a layer which a treatment put into a block, or whose neighbours it took out, still gets its weights. What has no match keeps the
/// start that the treated recipe gives it.</para>
/// <para>Norms without a match start as the identity where a batch to look at is given: batch-norms exactly
/// (<see cref="IdentityNorm"/>), others as near to it as gains and shifts for all samples come. Skips start as the recipe says: plain, scaled and ReZero
/// sums change the function.</para>
/// <para>A start that is scaled by data (lsuv) is not carried out: it would rescale what was learnt.</para>
/// </remarks>
public sealed class Transplant
{
    readonly IReadOnlyList<(Parameter From, Parameter To)> _pairs;

    Transplant(NetworkModule module, IReadOnlyList<(Parameter From, Parameter To)> pairs)
    {
        Module = module;
        _pairs = pairs;
    }

    /// <summary>The treated network; the caller's to dispose of.</summary>
    public NetworkModule Module { get; }

    /// <summary>The names in the treated network of parameters and buffers that were carried over.</summary>
    public ValueList<string> Kept { get; private init; } = [];

    /// <summary>The names in the treated network of parameters and buffers that are new.</summary>
    public ValueList<string> Started { get; private init; } = [];

    /// <summary>The names in the untreated network of parameters and buffers that have no place any more.</summary>
    public ValueList<string> Lost { get; private init; } = [];

    /// <summary>The largest change of an answer while evaluating, as a share of the largest answer; NaN where no batch was given, or where the answers have another shape.</summary>
    public double Change { get; private init; } = double.NaN;

    /// <summary>Whether the function is the same to 1e-5 while evaluating, as measured on the batch; false where none was given.</summary>
    public bool IsExact => Change <= 1e-5;

    /// <summary>Builds the network of <paramref name="treated"/> and gives it what <paramref name="module"/> has learnt.</summary>
    /// <param name="untreated">The recipe that <paramref name="module"/> was built from.</param>
    /// <param name="module">The network that was trained; it is not changed.</param>
    /// <param name="treated">The recipe to go on with.</param>
    /// <param name="batch">What the networks are called with, to start norms and to measure the change; null (default) for neither.</param>
    /// <param name="startNormsAsIdentity">Whether norms without a match start as the identity where there is a batch; false: as the treated recipe says.</param>
    /// <exception cref="RecipeException">The treated recipe's layers do not fit together or into memory.</exception>
    public static Transplant Of(Recipe untreated, NetworkModule module, Recipe treated, Tensor? batch = null, bool startNormsAsIdentity = true)
    {
        ArgumentNullException.ThrowIfNull(untreated);
        ArgumentNullException.ThrowIfNull(module);
        ArgumentNullException.ThrowIfNull(treated);
        var made = NetworkBuilder.Build(treated);
        using var scope = NewDisposeScope();
        using var without = no_grad();
        var matched = LayerMatching.Of(LearningLayer.AllOf(untreated.Network, module), LearningLayer.AllOf(treated.Network, made));
        var (kept, pairs, from) = (new HashSet<string>(StringComparer.Ordinal), new List<(Parameter, Parameter)>(), new HashSet<string>(StringComparer.Ordinal));
        foreach (var (old, present) in matched)
        {
            foreach (var (then, now) in old.Tensors.Zip(present.Tensors))
            {
                now.Tensor.copy_(then.Tensor);
                kept.Add(now.Name);
                from.Add(then.Name);
                if (then.Tensor is Parameter source && now.Tensor is Parameter target) pairs.Add((source, target));
            }
        }

        made.train(module.training);
        if (batch is not null && startNormsAsIdentity) NormStart.Of(made, [.. matched.SelectMany(pair => pair.Present.Tensors).Select(entry => entry.Tensor.Handle)], batch);
        return new Transplant(made, pairs)
        {
            Kept = Names(made, kept.Contains),
            Started = Names(made, name => !kept.Contains(name)),
            Lost = Names(module, name => !from.Contains(name)),
            Change = batch is null ? double.NaN : Difference(module, made, batch),
        };
    }

    /// <summary>Carries what an optimizer remembers of the kept parameters over to one of the same kind over <see cref="Module"/>.</summary>
    /// <returns>For how many parameters; 0 where the optimizers are of different kinds.</returns>
    public int MoveMemory(optim.Optimizer untreated, optim.Optimizer treated) => OptimizerMemoryTransfer.Copy(untreated, treated, _pairs);

    static ValueList<string> Names(NetworkModule module, Func<string, bool> which) => ValueList.Of<string>(
        [.. module.named_parameters().Select(entry => entry.name).Concat(LearningLayer.LearntBuffers(module).Select(entry => entry.Name)).Where(which)]);

    static double Difference(NetworkModule untreated, NetworkModule treated, Tensor batch)
    {
        var (before, after) = (Answers(untreated, batch), Answers(treated, batch));
        if (!before.shape.AsSpan().SequenceEqual(after.shape)) return double.NaN;
        var largest = before.abs().max().item<double>();
        var difference = (before - after).abs().max().item<double>();
        return difference == 0 ? 0 : difference / largest;
    }

    static Tensor Answers(NetworkModule module, Tensor batch)
    {
        var modes = module.named_modules().Select(entry => (entry.module, entry.module.training)).Prepend((module, module.training)).ToList();
        module.eval();
        var type = module.parameters().FirstOrDefault()?.dtype ?? ScalarType.Float32;
        var answers = module.call(batch.is_floating_point() ? batch.to(type) : batch).to(float64);
        foreach (var (each, mode) in modes) each.train(mode);
        return answers;
    }
}
