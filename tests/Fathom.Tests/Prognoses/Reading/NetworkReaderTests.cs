using Fathom.Ledger;
using Fathom.Prognoses;
using Fathom.Recipes;

namespace Fathom.Tests.Prognoses.Reading;

public class NetworkReaderTests
{
    static readonly ValueList<int> Flat = [64];
    static readonly ValueList<int> Sequence = [16, 32];
    static readonly ValueList<int> Image = [16, 8, 8];

    /// <summary>One layer of each kind with an input that it takes; shorthands, which places never hold, stand apart.</summary>
    static readonly (Layer Layer, ValueList<int> Input)[] Layers =
    [
        (new Linear { Units = 64 }, Flat), (new Maxout { Units = 64, Pieces = 3 }, Flat), (new Embedding { Vocabulary = 10, Width = 32 }, [16]),
        (new Conv1d { Channels = 16, Padding = Padding.Same }, Sequence), (new Conv2d { Channels = 32, Padding = Padding.Same, Groups = 2 }, Image),
        (new MaxPool(), Image), (new AvgPool(), Image), (new GlobalMaxPool(), Image), (new GlobalAvgPool(), Image),
        (new Flatten(), Image), (new Reshape { Shape = [8, 8] }, Flat),
        (new Sigmoid(), Flat), (new Tanh(), Flat), (new HardTanh(), Flat), (new Softsign(), Flat), (new Relu(), Flat), (new LeakyRelu(), Flat),
        (new Prelu(), Flat), (new Elu(), Flat), (new Selu(), Flat), (new Gelu(), Flat), (new Silu(), Flat), (new Mish(), Flat),
        (new Softplus(), Flat), (new HardSigmoid(), Flat), (new HardSwish(), Flat), (new Identity(), Flat),
        (new Exponential(), Flat), (new Softmax(), Flat), (new LogSoftmax(), Flat),
        (new BatchNorm(), Flat), (new LayerNorm(), Flat), (new RmsNorm(), Flat), (new GroupNorm { Groups = 2 }, Flat),
        (new Dropout(), Flat), (new ChannelDropout(), Image), (new AlphaDropout(), Flat),
        (new Residual { Layers = [new Linear { Units = 64 }, new Relu(), new Linear { Units = 64 }] }, Flat), (new Highway { Layers = [new Linear { Units = 64 }, new Tanh()] }, Flat),
        (new Dense { Layers = [new Linear { Units = 32 }, new Relu()] }, Flat),
        (new TransformerBlock(), Sequence), (new PositionalEncoding(), Sequence), (new LastStep(), Sequence), (new MeanOverTime(), Sequence),
        (new Rnn { Units = 32 }, Sequence), (new Lstm { Units = 32 }, Sequence), (new Gru { Units = 32 }, Sequence),
    ];

    static readonly Initialization[] Initializations =
    [
        new TorchDefault(), new XavierUniform(), new XavierNormal(), new HeUniform(), new HeNormal { Fan = Fan.Out, Slope = 0.2 }, new LecunUniform(),
        new LecunNormal(), new Orthogonal(), new DeltaOrthogonal(), new IdentityWeights(), new TruncatedNormal { Deviation = 0.1 },
        new Normal { Deviation = 0.1 }, new Uniform { Bound = 0.1 }, new Constant { Value = 0.1 }, new Zeros(), new Lsuv(),
        new Critical { Activation = new Tanh() },
    ];

    /// <summary>Layers about which every prognosis has a reservation.</summary>
    static readonly HashSet<Type> Roughly =
    [
        typeof(Exponential), typeof(Softmax), typeof(LogSoftmax), typeof(MaxPool), typeof(AvgPool), typeof(GlobalMaxPool), typeof(GlobalAvgPool),
        typeof(MeanOverTime), typeof(TransformerBlock), typeof(Lstm), typeof(Gru),
    ];

    public static TheoryData<string> LayerNames => [.. Layers.Select(entry => entry.Layer.GetType().Name)];

    [Fact]
    public void Every_layer_record_stands_in_the_list_above() => Assert.Empty(
        typeof(Layer).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Layer)) && !type.IsAbstract && !type.IsSubclassOf(typeof(Shorthand)))
            .Except(Layers.Select(entry => entry.Layer.GetType())));

    [Fact]
    public void Every_initialisation_record_stands_in_the_list_above() => Assert.Empty(
        typeof(Initialization).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Initialization)) && !type.IsAbstract)
            .Except(Initializations.Select(init => init.GetType())));

    [Theory]
    [MemberData(nameof(LayerNames))]
    public void Every_layer_is_mapped_or_reserved(string name)
    {
        var (layer, input) = Layers.First(entry => entry.Layer.GetType().Name == name);
        var network = new Network { Input = input, Init = new HeNormal(), Layers = layer is Activation ? [new Linear { Units = 64 }, layer] : [layer] };

        var prognosis = Prognosis.Of(new Recipe { Name = "one", Network = network });

        Assert.NotEmpty(prognosis.Layers);
        Assert.Equal(Roughly.Contains(layer.GetType()), prognosis.Reservations.Any(reservation => reservation.Place != "network"));
        Assert.All(prognosis.Layers, place => Assert.False(double.IsNaN(place.Length) || double.IsNaN(place.Multiplier), $"{place.Name} has no number."));
    }

    [Fact]
    public void Every_initialisation_has_a_law_or_a_reservation() => Assert.All(Initializations, init =>
    {
        var network = new Network { Input = [64], Init = init, Layers = [new Linear { Units = 64 }, new Tanh(), new Linear { Units = 64 }] };

        var stages = new NetworkReader(network, 64).Stages();

        Assert.All(stages.OfType<WeightStage>(), stage => Assert.True(stage.WeightVariance >= 0));
        Assert.True(stages.OfType<WeightStage>().Count() == 2);
    });

    [Fact]
    public void Speaks_of_structured_weights_with_reserve()
    {
        Assert.Contains("independent random weights", Reservation(new IdentityWeights()), StringComparison.Ordinal);
        Assert.Contains("scaled by data", Reservation(new Lsuv()), StringComparison.Ordinal);

        static string Reservation(Initialization init) =>
            Prognosis.Of(new Recipe { Name = "one", Network = new Network { Input = [64], Init = init, Layers = [new Linear { Units = 64 }, new Tanh()] } }).Reservations[0].Reason;
    }

    [Fact]
    public void Gives_blocks_the_names_that_their_modules_bear()
    {
        var network = new Network
        {
            Input = [64],
            Layers =
            [
                new Linear { Units = 64 },
                new Residual { Layers = [new Linear { Units = 32 }, new Relu(), new Residual { Layers = [new Linear { Units = 32 }] }], Scale = new ReZeroScale() },
                new Maxout { Units = 32 },
            ],
        };

        var links = Prognosis.Of(new Recipe { Name = "one", Network = network }).Ledger.Links;

        Assert.Equal(["maxout1.greatest", "maxout1.linear", "residual1"], links.Select(link => link.Name));
        Assert.Equal(LinkKind.Skip, links[2].Kind);
        Assert.Equal(["residual1.scale", "residual1.residual2", "residual1.relu1", "residual1.linear2"], links[2].Ways[0].Links.Select(link => link.Name));
        Assert.Equal("residual1.skip", Assert.Single(links[2].Ways[1].Links).Name);
    }

    [Fact]
    public void Starts_fixup_and_rezero_at_exactly_one()
    {
        foreach (var scale in (BranchScale[])[new FixupScale(), new ReZeroScale()])
        {
            var block = new Residual { Layers = [new Linear { Units = 64 }, new Relu(), new Linear { Units = 64 }], Scale = scale };
            var network = new Network { Input = [64], Init = new HeNormal(), Layers = [new Linear { Units = 64 }, new Repeat { Times = 20, Layers = [block] }] };

            Assert.Equal(0, Prognosis.Of(new Recipe { Name = "one", Network = network }).Ledger.TotalDecades, 1e-12);
        }
    }

    /// <summary>PyTorch's default forget gates are half open: about 0.3 decades a step; chrono biases keep 0.20 over their own time.</summary>
    [Theory]
    [InlineData(null, "its gates alone leave at least 10^-7.", "a hundredth after 7.")]
    [InlineData(2.0, "its gates alone leave at least 10^-1.", "a hundredth after ")]
    [InlineData(-1.0, "its gates, open for up to 25 steps, alone leave 1.9e-1", "of the norm after 25 steps")]
    public void Says_how_long_gates_remember(double? bias, string share, string horizon)
    {
        ForgetBias? forget = bias switch { null => null, < 0 => new ChronoForgetBias { Steps = 25 }, { } value => new FixedForgetBias { Value = value } };
        var network = new Network { Input = [25, 4], Layers = [new Lstm { Units = 64, ForgetBias = forget, Output = RecurrentOutput.Last }, new Linear { Units = 2 }] };

        var reason = Assert.Single(Prognosis.Of(new Recipe { Name = "one", Network = network }).Reservations).Reason;

        Assert.Contains(share, reason, StringComparison.Ordinal);
        Assert.Contains(horizon, reason, StringComparison.Ordinal);
    }

    /// <summary>A ReLU at the end of a branch gives what it adds a mean, which adds up: measured networks then part from theory by decades.</summary>
    [Fact]
    public void Has_a_reservation_about_branches_whose_numbers_have_a_mean()
    {
        Assert.Contains("adds numbers with a mean", Assert.Single(Reservations(new Linear { Units = 64 }, new Relu())).Reason, StringComparison.Ordinal);
        Assert.Empty(Reservations(new Linear { Units = 64 }, new Tanh()));
        Assert.Empty(Reservations(new Relu(), new Linear { Units = 64 }));

        static IReadOnlyList<Reservation> Reservations(params Layer[] branch) => Prognosis.Of(new Recipe
        {
            Name = "one",
            Network = new Network { Input = [64], Init = new HeNormal { Gain = 0.5 }, Layers = [new Linear { Units = 64 }, new Residual { Layers = ValueList.Of<Layer>(branch) }] },
        }).Reservations;
    }

    /// <summary>Chen et al. (2018): PyTorch's default tanh layer keeps about 0.21 of the squared norm in each step.</summary>
    [Fact]
    public void Walks_through_time_step_by_step()
    {
        var network = new Network { Input = [40, 32], Layers = [new Rnn { Units = 32, Form = RecurrentForm.Cells, Output = RecurrentOutput.Last }] };

        var links = Prognosis.Of(new Recipe { Name = "one", Network = network }, new() { InputMeanSquare = 1 }).Ledger.Links;

        Assert.Equal("rnn1.cell[39]", links[0].Name);
        Assert.Equal("rnn1.cell[1]", links[^1].Name);
        Assert.Equal(39, links.Count);
        Assert.InRange(links[5].Gain * links[5].Gain, 0.18, 0.25);
    }
}
