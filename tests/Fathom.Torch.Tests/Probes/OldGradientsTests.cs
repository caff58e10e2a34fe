using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Fathom.Torch.Tests.Probes;

/// <summary>Whether a loop clears its gradients, in whatever order loops do it.</summary>
public sealed class OldGradientsTests
{
    [Theory]
    [InlineData("sgd", false)]
    [InlineData("adam", false)]
    [InlineData("sgd", true)]
    [InlineData("adam", true)]
    public void Names_a_loop_that_never_clears_its_gradients(string optimizer, bool portable)
    {
        var findings = Train(optimizer, (model, rule, step) => Backward(model), portable);

        Assert.Equal(3, Assert.Single(findings, finding => finding.Id == "uncleared-gradient").Step);
    }

    [Fact]
    public void Names_a_loop_that_clears_before_its_first_step_only() => Assert.Contains(
        Train("sgd", (model, rule, step) =>
        {
            if (step == 1) rule.zero_grad();
            return Backward(model);
        }), finding => finding.Id == "uncleared-gradient");

    [Theory]
    [InlineData("first")]
    [InlineData("between forward and backward")]
    [InlineData("to zeros")]
    [InlineData("the model's")]
    [InlineData("four batches")]
    [InlineData("two losses")]
    [InlineData("a penalty of its own")]
    [InlineData("another's backward pass before it")]
    public void Stays_silent_where_they_are_cleared(string when) => Assert.DoesNotContain(
        Train("sgd", (model, rule, step) => Cleared(when, model, rule)), finding => finding.Id == "uncleared-gradient");

    [Fact]
    public void Stays_silent_where_they_are_cleared_behind_the_step() => Assert.DoesNotContain(
        Train("adam", (model, rule, step) => Backward(model), after: rule => rule.zero_grad()), finding => finding.Id == "uncleared-gradient");

    [Fact]
    public void Stays_silent_on_parameters_that_the_optimizer_does_not_clear()
    {
        using var model = Networks.Mlp();
        using var head = optim.SGD(model.named_parameters().Where(named => named.name.StartsWith("output", StringComparison.Ordinal)).Select(named => named.parameter), 0.01);
        using var monitor = GradientMonitor.Attach(model, head, new() { Every = 1 });

        for (var step = 1; step <= 5; step++)
        {
            using var scope = NewDisposeScope();
            head.zero_grad();
            monitor.Step(Backward(model));
        }

        Assert.DoesNotContain(monitor.Diagnose(), finding => finding.Id == "uncleared-gradient");
    }

    [Fact]
    public void Says_nothing_where_the_loop_takes_its_own_steps()
    {
        using var model = Networks.Mlp();
        using var monitor = GradientMonitor.Attach(model, null, new() { Every = 1 });

        for (var batch = 1; batch <= 5; batch++)
        {
            using var scope = NewDisposeScope();
            monitor.Step(Backward(model));
        }

        Assert.All(monitor.History.Readings, reading => Assert.Null(reading.BeganWithOldGradients));
    }

    static Tensor Cleared(string when, Module<Tensor, Tensor> model, optim.Optimizer rule)
    {
        if (when == "between forward and backward") return Backward(model, rule);
        // Someone else trains through this network, as a generator does through its judge.
        if (when == "another's backward pass before it") Backward(model);
        if (when == "to zeros") foreach (var parameter in model.parameters()) parameter.grad?.zero_();
        else if (when == "the model's") model.zero_grad();
        else rule.zero_grad();
        if (when == "four batches") for (var batch = 0; batch < 3; batch++) Backward(model);
        if (when == "two losses") Backward(model);
        if (when == "a penalty of its own") model.parameters().First().pow(2).sum().backward();
        return Backward(model);
    }

    static Tensor Backward(Module<Tensor, Tensor> model, optim.Optimizer? clears = null)
    {
        var (input, target) = Networks.Batch("mlp");
        var loss = functional.cross_entropy(model.call(input), target);
        clears?.zero_grad();
        loss.backward();
        return loss;
    }

    static IReadOnlyList<Fathom.Diagnoses.Finding> Train(
        string optimizer, Func<Module<Tensor, Tensor>, optim.Optimizer, int, Tensor> step, bool portable = false, Action<optim.Optimizer>? after = null)
    {
        random.manual_seed(3);
        using var model = Networks.Mlp();
        using optim.Optimizer rule = optimizer == "adam" ? optim.Adam(model.parameters(), 1e-3) : optim.SGD(model.parameters(), 0.01);
        using var monitor = GradientMonitor.Attach(model, rule, new() { Every = 1, PortableHooks = portable });
        for (var number = 1; number <= 6; number++)
        {
            using var scope = NewDisposeScope();
            monitor.Step(step(model, rule, number));
            after?.Invoke(rule);
        }

        return monitor.Diagnose();
    }
}
