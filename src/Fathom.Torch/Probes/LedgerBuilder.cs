using Fathom.Ledger;

namespace Fathom.Torch.Probes;

/// <summary>Walks the latest backward pass from the loss to the input and writes down what each link multiplied by.</summary>
/// <remarks>
/// Each link runs from one tensor whose gradient was seen to the next, so the gains telescope: their product is the ratio of the last
/// norm to the first, whatever lies between.
/// </remarks>
sealed class LedgerBuilder(ForwardTrace trace)
{
    /// <summary>The ledger of the pass; empty where no gradient was seen.</summary>
    public ChainLedger Build() =>
        trace.Start is { } start ? new ChainLedger(Walk(start, until: null, arriving: double.NaN), Norm(start)) : ChainLedger.Empty;

    /// <summary>
    /// The links from <paramref name="from"/> back to <paramref name="until"/>, or as far as there are gradients. What arrives at
    /// <paramref name="until"/> by this way is <paramref name="arriving"/>, because its own gradient holds other ways as well.
    /// </summary>
    List<Link> Walk(Slot from, Slot? until, double arriving)
    {
        var links = new List<Link>();
        var current = from;
        var before = trace.Calls.Count;
        while (!ReferenceEquals(current, until) && Next(current, ref before) is { } step)
        {
            var norm = ReferenceEquals(step.To, until) && !double.IsNaN(arriving) ? arriving : Norm(step.To);
            links.Add(new Link(step.Name, step.Kind, Ratio(norm, Norm(current))) { Ways = step.Ways });
            current = step.To;
        }

        return links;
    }

    /// <summary>
    /// The step that a gradient takes from <paramref name="current"/>; null at the end. Only calls before <paramref name="before"/>
    /// are looked at, so that no walk can go round in a circle.
    /// </summary>
    Step? Next(Slot current, ref int before)
    {
        if (current.Join is { } join && HasGradient(join.Skip)) return Around(join, ref before);
        if (current.Producer is { Probe.IsContainer: false } call && call.Order < before)
        {
            if (call.Probe.IsJoin && Through(call, current, ref before) is { } block) return block;
            before = call.Order;
            // A cell's own state comes before its input, in whichever order it takes them: the ledger of a recurrent layer runs through time.
            var input = call.Inputs.Find(slot => slot.Producer?.Probe == call.Probe && HasGradient(slot)) ?? call.Inputs.Find(HasGradient);
            return input is null ? null : new Step(Name(call), call.Probe.Kind, input, []);
        }

        return Between(current, ref before);
    }

    /// <summary>A block that joins: one link from the sum to where the skip left, with both ways inside it.</summary>
    Step Around(Join join, ref int before)
    {
        var container = trace.Calls.LastOrDefault(call => call.Probe.IsContainer && call.Outputs.Contains(join.Sum));
        var sum = Norm(join.Sum);
        var branch = new Way("branch", Ratio(join.BranchNorm, sum), [.. Walk(join.Branch, join.Skip, join.BranchNorm)]);
        var skip = new Way("skip", 1, []);
        before = Math.Min(before, join.Skip.Producer?.Order + 1 ?? FirstUse(join.Skip, before));
        var name = container is null ? $"skip around {BranchName(branch)}" : Name(container);
        return new Step(name, LinkKind.Skip, join.Skip, [branch, skip]);
    }

    /// <summary>A block whose ways are modules' outputs from fork to join: one link, with all ways inside it; null where they do not meet.</summary>
    Step? Through(Call join, Slot joined, ref int before)
    {
        var ways = new List<Way>();
        Call? fork = null;
        foreach (var end in join.Inputs)
        {
            if (!HasGradient(end)) return null;
            var links = new List<Link>();
            // Where a join hands the gradient on as it is, a link of its own would say nothing.
            if (Norm(end) != Norm(joined)) links.Add(new Link(Name(join), join.Probe.Kind, Ratio(Norm(end), Norm(joined))));
            var (current, order) = (end, join.Order);
            while (current.Producer is not { Probe.Ways.Count: > 0 })
            {
                if (Next(current, ref order) is not { } step) return null;
                links.Add(new Link(step.Name, step.Kind, Ratio(Norm(step.To), Norm(current))) { Ways = step.Ways });
                current = step.To;
            }

            if (fork is not null && fork != current.Producer) return null;
            fork = current.Producer;
            ways.Add(new Way(fork.Probe.Ways[fork.Outputs.IndexOf(current)], Ratio(Norm(current), Norm(joined)), links));
        }

        if (fork is not { Inputs: [var origin] } || !HasGradient(origin)) return null;
        before = fork.Order;
        var container = trace.Calls.LastOrDefault(call => call.Probe.IsContainer && call.Outputs.Contains(joined));
        return new Step(container is null ? Name(join) : Name(container), LinkKind.Skip, origin, ways);
    }

    /// <summary>Functions between two modules: from a tensor that no module made to what the last module before it returned.</summary>
    Step? Between(Slot current, ref int before)
    {
        var limit = Math.Min(before, current.Producer?.Order ?? FirstUse(current, before));
        for (var order = limit - 1; order >= 0; order--)
        {
            var call = trace.Calls[order];
            if (call.Probe.IsContainer) continue;
            var output = call.Outputs.Find(HasGradient);
            if (output is null || ReferenceEquals(output, current)) continue;
            before = order + 1;
            return new Step($"after {Name(call)}", LinkKind.Other, output, []);
        }

        before = 0;
        return null;
    }

    /// <summary>The order of the first call that took a tensor, at most <paramref name="before"/>.</summary>
    int FirstUse(Slot slot, int before)
    {
        for (var order = 0; order < before; order++)
        {
            if (!trace.Calls[order].Probe.IsContainer && trace.Calls[order].Inputs.Contains(slot)) return order;
        }

        return before;
    }

    bool HasGradient(Slot slot) => slot.Gradient is not null && slot.Backward == trace.Backwards;

    static string Name(Call call) => call.Probe.Calls > 1 ? $"{call.Probe.Name}[{call.Number}]" : call.Probe.Name;

    static string BranchName(Way branch) => branch.Links switch
    {
        [] => "nothing",
        [var only] => only.Name,
        [var first, .., var last] => $"{last.Name}..{first.Name}",
    };

    /// <summary>The norm of a slot's gradient; NaN where it held NaN or infinity.</summary>
    static double Norm(Slot slot) => slot.Gradient is { HasNonFinite: false } gradient ? gradient.Norm : double.NaN;

    static double Ratio(double after, double before) => before == 0 ? 0 : after / before;

    sealed record Step(string Name, LinkKind Kind, Slot To, IReadOnlyList<Way> Ways);
}
