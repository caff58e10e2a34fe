using System.Diagnostics;
using Fathom.Ledger;
using Fathom.Prognoses;
using Fathom.Recipes;
using Fathom.Statistics;

namespace Fathom.Tests.Prognoses;

public class PrognosisTests
{
    /// <summary>The bundled deep-sigmoid recipe, whose measured ledger is -17.0 decades: slopes -12.2, weights -4.8.</summary>
    static readonly Recipe DeepSigmoid = Stack(new Sigmoid(), 20);

    [Fact]
    public void Expects_of_deep_sigmoid_what_is_measured()
    {
        var ledger = Prognosis.Of(DeepSigmoid).Ledger;

        Assert.Equal(-17.0, ledger.TotalDecades, 0.2);
        Assert.Equal(-12.2, ledger.DecadesByKind[LinkKind.Slope], 0.1);
        Assert.Equal(-4.8, ledger.DecadesByKind[LinkKind.Weight], 0.1);
    }

    [Fact]
    public void Has_the_links_that_a_measured_ledger_has()
    {
        var ledger = Prognosis.Of(DeepSigmoid).Ledger;

        Assert.Equal(["linear21", "sigmoid20", "linear20", "sigmoid19"], ledger.Links.Take(4).Select(link => link.Name));
        Assert.Equal(["linear2", "sigmoid1"], ledger.Links.TakeLast(2).Select(link => link.Name));
        Assert.Equal(40, ledger.Links.Count);
        Assert.Equal(LedgerEnd.Complete, ledger.End);
    }

    [Fact]
    public void Surrounds_the_expected_ledger_by_a_band()
    {
        var prognosis = Prognosis.Of(DeepSigmoid);

        Assert.Equal(prognosis.Ledger.Links.Count, prognosis.Left.Count);
        Assert.True(prognosis.TotalDecades.Holds(prognosis.Ledger.TotalDecades));
        Assert.InRange(prognosis.TotalDecades.High - prognosis.TotalDecades.Low, 0.2, 0.8);
    }

    [Fact]
    public void Names_where_little_is_left()
    {
        var prognosis = Prognosis.Of(DeepSigmoid);

        Assert.Equal("linear17", prognosis.FirstBelow(1e-3));
        Assert.Equal("sigmoid12", prognosis.FirstBelow(1e-7));
        Assert.Null(prognosis.FirstBelow(1e-20));
        Assert.Equal("linear16", prognosis.FirstUnderflow(FloatFormat.Float16));
        Assert.Null(prognosis.FirstUnderflow(FloatFormat.BFloat16));
    }

    [Fact]
    public void Suggests_changes_and_what_they_would_bring()
    {
        var suggestions = Prognosis.Of(DeepSigmoid).Suggestions;

        Assert.All(suggestions, suggestion => Assert.True(Math.Abs(suggestion.TotalDecades) < 17));
        Assert.Contains(suggestions, suggestion => suggestion.Change.Contains("103", StringComparison.Ordinal));
        Assert.Contains(suggestions, suggestion => suggestion.Change.Contains("relu", StringComparison.Ordinal) && Math.Abs(suggestion.TotalDecades) < 1);
        Assert.Contains(suggestions, suggestion => suggestion.Change.Contains("around", StringComparison.Ordinal) && Math.Abs(suggestion.TotalDecades) < 1.5);
    }

    [Fact]
    public void Leaves_a_healthy_design_in_peace()
    {
        var prognosis = Prognosis.Of(Stack(new Relu(), 4, new HeNormal()));

        Assert.Empty(prognosis.Suggestions);
        Assert.Empty(prognosis.Reservations);
        Assert.Equal(SignalVerdict.Level, prognosis.Signal);
        Assert.Equal(0, prognosis.TotalDecades.Middle, 0.6);
        Assert.Null(prognosis.FirstBelow(1e-3));
    }

    [Fact]
    public void Expects_weights_twice_too_large_to_double_the_square_in_each_layer()
    {
        var prognosis = Prognosis.Of(Stack(new Relu(), 20, new Normal { Deviation = 0.125 }));

        // 256 · 0.125² / 2 = 2.
        Assert.Equal(2, prognosis.MultiplierPerLayer, 1e-9);
        Assert.Equal(SignalVerdict.Growing, prognosis.Signal);
        Assert.Equal(1 / Math.Log(2), prognosis.DepthScale, 1e-9);
    }

    [Fact]
    public void Says_how_deep_the_design_could_be()
    {
        var prognosis = Prognosis.Of(DeepSigmoid);

        Assert.Equal(-1 / Math.Log(0.0200), prognosis.DepthScale, 1e-2);
        Assert.True(prognosis.MaximumDepth < 6 * prognosis.DepthScale + 1e-9);
        Assert.Equal(SignalVerdict.Collapsing, prognosis.Signal);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(30)]
    public void Sets_no_limit_where_only_powers_of_the_depth_are_lost(int depth)
    {
        var relu = Prognosis.Of(Stack(new Relu(), depth, new HeNormal()));
        var tanh = Prognosis.Of(Stack(new Tanh(), depth, new XavierNormal()));

        Assert.Equal(double.PositiveInfinity, relu.MaximumDepth);
        Assert.Equal(double.PositiveInfinity, tanh.MaximumDepth);
    }

    [Fact]
    public void Says_when_nothing_is_left()
    {
        var dead = Stack(new Relu(), 3, new HeNormal(), new Constant { Value = -1e6 });

        var prognosis = Prognosis.Of(dead);

        Assert.Equal(LedgerEnd.NothingLeft, prognosis.Ledger.End);
        Assert.Contains(prognosis.Answers, answer => answer.StartsWith("Nothing of the gradient is left below", StringComparison.Ordinal));
        Assert.Equal("linear3", prognosis.FirstBelow(1e-3));
    }

    [Fact]
    public void Weights_of_zero_let_nothing_pass()
    {
        var prognosis = Prognosis.Of(Stack(new Tanh(), 3, new Zeros()));

        Assert.Equal(LedgerEnd.NothingLeft, prognosis.Ledger.End);
        Assert.Equal("linear4", prognosis.Ledger.Links[^1].Name);
    }

    [Fact]
    public void Makes_a_reservation_where_all_weights_are_equal()
    {
        var prognosis = Prognosis.Of(Stack(new Tanh(), 3, new Constant { Value = 0.01 }));

        Assert.Contains(prognosis.Reservations, reservation => reservation is { Place: "linear1..linear4" } && reservation.Reason.Contains("copies", StringComparison.Ordinal));
    }

    [Fact]
    public void Makes_a_reservation_for_layers_that_theory_does_not_know()
    {
        var recipe = DeepSigmoid with { Network = new Network { Input = [8], Layers = [new Linear { Units = 8 }, new Strange(), new Linear { Units = 2 }] } };

        var prognosis = Prognosis.Of(recipe);

        Assert.Equal("strange1", Assert.Single(prognosis.Reservations).Place);
        Assert.Equal(1, prognosis.Ledger.Links.Single(link => link.Name == "strange1").Gain);
    }

    [Fact]
    public void Makes_a_reservation_where_layers_are_too_narrow()
    {
        var prognosis = Prognosis.Of(Stack(new Relu(), 50, new HeNormal(), width: 8));

        Assert.Contains("narrow", Assert.Single(prognosis.Reservations).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Counts_the_total_norm_through_layers_of_different_widths()
    {
        int[] widths = [512, 128, 512, 128];
        var layers = widths.SelectMany(units => (Layer[])[new Linear { Units = units, Bias = false }, new Relu()]).Append(new Linear { Units = 10 });
        var recipe = DeepSigmoid with { Network = new Network { Input = [64], Init = new HeNormal(), Layers = [.. layers] } };

        Assert.All(Prognosis.Of(recipe).Ledger.Links.Chunk(2), pair => Assert.Equal(0, pair.Sum(link => link.Decades), 1e-12));
    }

    [Fact]
    public void Goes_on_far_beyond_what_a_double_holds()
    {
        var prognosis = Prognosis.Of(Stack(new Relu(), 3000, new Normal { Deviation = 0.01 }));

        Assert.Equal(3000 * Math.Log10(256 * 1e-4 / 2) / 2, prognosis.Ledger.TotalDecades, 0.01);
        Assert.All(prognosis.Layers, layer => Assert.True(double.IsFinite(layer.ForwardDecades) && layer.Length > 0));
    }

    [Fact]
    public void An_empty_network_has_an_empty_ledger()
    {
        var prognosis = Prognosis.Of(DeepSigmoid with { Network = new Network { Input = [3], Layers = [] } });

        Assert.Empty(prognosis.Ledger.Links);
        Assert.Equal(0, prognosis.TotalDecades.Middle);
        Assert.NotEmpty(prognosis.Answers);
    }

    [Fact]
    public void Answers_in_words()
    {
        var answers = Prognosis.Of(DeepSigmoid).Answers;

        Assert.Matches("^The gradient loses 17.0 decades from linear21 to linear1 ", answers[0]);
    }

    /// <summary>The promise is 50 ms on a quiet machine; the benchmark measures it, this only guards against another order of growth.</summary>
    [Fact]
    public void Ten_thousand_layers_take_no_time()
    {
        var recipe = Stack(new Tanh(), 10_000, new XavierNormal());
        Prognosis.Of(recipe);

        var clock = Stopwatch.StartNew();
        var prognosis = Prognosis.Of(recipe);
        var elapsed = clock.ElapsedMilliseconds;

        Assert.True(elapsed < 3000, $"{elapsed} ms");
        Assert.Equal(20_000, prognosis.Ledger.Links.Count);
    }

    static Recipe Stack(Activation activation, int depth, Initialization? init = null, Initialization? biases = null, int width = 256) => new()
    {
        Name = "stack",
        Network = new Network
        {
            Input = [784],
            Init = init ?? new TorchDefault(),
            BiasInit = biases,
            Layers = [new Repeat { Times = depth, Layers = [new Linear { Units = width }, activation] }, new Linear { Units = 10 }],
        },
    };

    sealed record Strange : Layer
    {
        public override string InputRule => "anything";

        public override ValueList<int>? OutputShape(ValueList<int> input) => input;
    }
}
