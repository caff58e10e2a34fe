using Fathom.Lab.Modules;
using Fathom.Lab.Modules.Recurrent;
using Fathom.Ledger;
using Fathom.Torch;
using static TorchSharp.torch;

namespace Fathom.Lab.Tests.Modules.Recurrent;

/// <summary>What the real monitor reads of recurrent layers.</summary>
public class TimeReadingTests
{
    const int Time = 6;

    public static TheoryData<string, bool> Cells
    {
        get
        {
            var data = new TheoryData<string, bool>();
            foreach (var cell in (string[])["rnn", "lstm", "gru"])
            {
                data.Add(cell, false);
                data.Add(cell, true);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public void Every_time_step_is_read_and_has_autograds_own_gradient(string kind, bool portable)
    {
        using var scope = NewDisposeScope();
        using var module = RecurrentRecipes.Build($"{kind}: 8, output: last, form: cells", Time);
        var input = randn(4, Time, 3);

        var reading = Read(module, input, portable);

        var expected = StateGradients(module, input);
        var places = reading.Places.Where(place => place.Name == $"{kind}1.cell").ToArray();
        Assert.All(places, place => Assert.Equal(LinkKind.Recurrent, place.Kind));
        Assert.Equal(Enumerable.Range(0, Time), places.Where(place => place.Output == 0).Select(place => place.Call));
        for (var step = 0; step < Time; step++)
        {
            var outputs = places.Where(place => place.Call == step).OrderBy(place => place.Output).ToArray();
            Assert.Equal(expected[step].Length, outputs.Length);
            // The last memory goes nowhere but into the last state, inside the cell.
            foreach (var (norm, place) in expected[step].Zip(outputs))
            {
                Assert.Equal(norm is null, place.Gradient is null);
                if (norm is { } value) Assert.Equal(1, place.Gradient!.Norm / value, 1e-5);
            }
        }

        var time = Assert.Single(TimeLedger.All(reading));
        Assert.Equal(Time, time.Steps);
        Assert.Equal(Math.Sqrt(expected[0].Sum(norm => norm!.Value * norm.Value)), time.Norms[0], time.Norms[0] * 1e-5);
    }

    [Fact]
    public void The_ledger_goes_back_step_by_step()
    {
        using var scope = NewDisposeScope();
        using var module = RecurrentRecipes.Build("rnn: 8, output: last, form: cells", Time);

        var ledger = Read(module, randn(4, Time, 3)).Ledger;

        Assert.Equal(["rnn1.cell[5]", "rnn1.cell[4]", "rnn1.cell[3]", "rnn1.cell[2]", "rnn1.cell[1]"], ledger.Links.Select(link => link.Name));
        Assert.All(ledger.Links, link => Assert.Equal(LinkKind.Recurrent, link.Kind));
    }

    [Fact]
    public void The_ledger_goes_back_through_time_before_it_goes_down()
    {
        using var scope = NewDisposeScope();
        using var module = NetworkBuilder.Build(Fathom.Lab.Recipes.RecipeFile.Parse(
            "{ name: two, network: { input: [3, 5], layers: [ linear: 4, { lstm: 8, form: cells, layers: 2 }, last-step, linear: 2 ] } }"));

        var names = Read(module, randn(4, 3, 5)).Ledger.Links.Select(link => link.Name).ToArray();

        Assert.Contains("lstm1.cell2[2]", names);
        Assert.True(Array.IndexOf(names, "lstm1.cell2[2]") < Array.IndexOf(names, "lstm1.cell2[1]"));
        Assert.Equal("linear2", names[0]);
    }

    [Fact]
    public void A_plain_layer_loses_what_theory_says()
    {
        using var scope = NewDisposeScope();
        using var module = RecurrentRecipes.Build("rnn: 512, output: last, form: cells", time: 40, features: 512);

        var time = Assert.Single(TimeLedger.All(Read(module, randn(32, 40, 512))));

        // theory: torch's default start multiplies the squared norm by 0.209 a step.
        Assert.Equal(Math.Log10(0.209) / 2, time.DecadesPerStep, 0.01);
        Assert.InRange(time.Horizon(), 7, 10);
    }

    [Fact]
    public void An_open_forget_gate_keeps_the_gradient_and_a_closed_one_loses_it()
    {
        using var scope = NewDisposeScope();

        var (closed, half, open) = (Left("forget-bias: 0"), Left("forget-bias: 2"), Left("forget-bias: chrono(25)"));

        // theory: the cell path keeps 4e-6 after 25 steps with torch's start, 0.39 with a forget bias of 2.
        Assert.InRange(closed, -7, -4.5);
        Assert.InRange(half, -1, 0.3);
        Assert.True(open > -1, $"chrono leaves {open} decades.");

        static double Left(string option)
        {
            using var module = RecurrentRecipes.Build($"lstm: 64, output: last, form: cells, {option}", time: 25, features: 8);
            return Assert.Single(TimeLedger.All(Read(module, randn(16, 25, 8)))).Decades(0);
        }
    }

    [Theory]
    [InlineData("rnn")]
    [InlineData("lstm")]
    [InlineData("gru")]
    public void A_whole_layer_is_one_link(string kind)
    {
        using var scope = NewDisposeScope();
        using var module = NetworkBuilder.Build(Fathom.Lab.Recipes.RecipeFile.Parse(
            $"{{ name: whole, network: {{ input: [{Time}, 3], layers: [ linear: 4, {{ {kind}: 8 }}, last-step, linear: 2 ] }} }}"));

        var links = Read(module, randn(4, Time, 3)).Ledger.Links;

        Assert.Equal(LinkKind.Recurrent, Assert.Single(links, link => link.Name == $"{kind}1.whole").Kind);
        Assert.Equal(["linear2", "laststep1", $"{kind}1.whole"], links.Select(link => link.Name));
    }

    [Theory]
    [InlineData("pre")]
    [InlineData("post")]
    public void A_ledger_recognises_the_skips_of_a_transformer(string norm)
    {
        using var scope = NewDisposeScope();
        using var module = NetworkBuilder.Build(Fathom.Lab.Recipes.RecipeFile.Parse(
            $"{{ name: block, network: {{ input: [5, 3], layers: [ linear: 8, positional-encoding, {{ repeat: 2, layers: [ {{ transformer-block: 2, norm: {norm}, causal: true }} ] }}, mean-over-time, linear: 2 ] }} }}"));

        var reading = Read(module, randn(4, 5, 3));

        var skips = reading.Ledger.Links.Where(link => link.Kind == LinkKind.Skip).ToArray();
        Assert.Equal(4, skips.Length);
        Assert.All(skips, link => Assert.Equal(["branch", "skip"], link.Ways.Select(way => way.Name)));
        Assert.Equal(norm == "post" ? 4 : 0, reading.Ledger.Links.Count(link => link.Kind == LinkKind.Norm));
        Assert.False(reading.HasNonFinite);
        Assert.Contains(reading.Places, place => place.Name == "transformerblock2.attention.softmax");
        Assert.All(reading.Places, place => Assert.False(place.Activation is { HasNonFinite: true }));
    }

    static StepReading Read(NetworkModule module, Tensor input, bool portable = false)
    {
        using var monitor = GradientMonitor.Attach(module, options: new() { Every = 1, PortableHooks = portable });
        var loss = module.call(input).sin().sum();
        loss.backward();
        monitor.Step(loss);
        Assert.Empty(monitor.Diagnose());
        return monitor.History.Latest!;
    }

    /// <summary>The gradient norm of every part of the state after every time step, from a second run with the tensors kept.</summary>
    static double?[][] StateGradients(NetworkModule module, Tensor input)
    {
        var cell = ((CellSequence)module.named_modules().First().module).Cells[0];
        var states = new List<Tensor[]>();
        var state = Enumerable.Range(0, cell.StateCount).Select(_ => zeros(input.shape[0], 8)).ToArray();
        foreach (var step in input.unbind(1))
        {
            state = cell.Step(state, step);
            foreach (var part in state) part.retain_grad();
            states.Add(state);
        }

        state[^1].sin().sum().backward();
        return [.. states.Select(parts => parts.Select(part => part.grad is { } gradient ? gradient.norm().item<float>() : (double?)null).ToArray())];
    }
}
