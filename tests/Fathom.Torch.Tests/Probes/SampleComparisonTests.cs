using Fathom.Ledger;
using Fathom.Torch.Probes;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Fathom.Torch.Tests.Probes;

public class SampleComparisonTests
{
    [Theory]
    [InlineData(new long[] { 7, 13 }, ScalarType.Float32, 13, 7)]
    [InlineData(new long[] { 32, 300 }, ScalarType.Float32, 300, 32)]
    [InlineData(new long[] { 50, 131 }, ScalarType.Float32, 131, 25)]
    [InlineData(new long[] { 128, 10 }, ScalarType.Float64, 10, 32)]
    [InlineData(new long[] { 9, 5, 6 }, ScalarType.Float32, 6, 9)]
    [InlineData(new long[] { 9, 5, 6, 7 }, ScalarType.Float32, 5, 9)]
    [InlineData(new long[] { 40, 3, 4, 5, 6 }, ScalarType.BFloat16, 3, 20)]
    [InlineData(new long[] { 33, 64 }, ScalarType.Float16, 64, 17)]
    public void Measures_the_spread_as_torch_does(long[] shape, ScalarType type, int units, int samples)
    {
        using var scope = NewDisposeScope();
        random.manual_seed(1);
        var output = (randn(shape) + 3).to(type);

        var reading = Read(output)!;

        Assert.Equal((units, samples), (reading.Units, reading.Samples));
        Assert.Equal(SlowSpread(output), reading.SampleSpread, 1e-12);
        Assert.True(double.IsNaN(reading.SaturatedShare));
        Assert.Empty(reading.FlatUnits);
    }

    [Theory]
    [InlineData("transposed")]
    [InlineData("sliced")]
    [InlineData("channelsLast")]
    [InlineData("expanded")]
    public void Reads_a_tensor_however_it_lies(string layout)
    {
        using var scope = NewDisposeScope();
        random.manual_seed(2);
        var output = layout switch
        {
            "transposed" => randn(6, 40, 5).transpose(0, 1),
            "sliced" => randn(40, 10)[.., 2..7],
            "channelsLast" => randn(40, 4, 5, 3).permute(0, 3, 1, 2),
            _ => randn(40, 1, 5),
        };
        output = output.relu_();
        output.select(layout == "channelsLast" ? 1 : -1, 1).zero_();
        if (layout == "expanded") output = output.expand(40, 6, 5);

        var reading = Read(output, ReLU())!;

        Assert.Equal(SlowSpread(output), reading.SampleSpread, 1e-12);
        Assert.Equal([1], reading.FlatUnits);
    }

    [Theory]
    [InlineData(1e-7)]
    [InlineData(1e-12)]
    [InlineData(1e-14)]
    public void Tells_spreads_far_below_the_values(double spread)
    {
        using var scope = NewDisposeScope();
        random.manual_seed(3);
        var output = 5 + (5 * spread * randn([16, 200], float64));

        Assert.Equal(1, Read(output)!.SampleSpread / SlowSpread(output), 1e-3);
    }

    [Theory]
    [InlineData(ScalarType.Float32)]
    [InlineData(ScalarType.Float64)]
    public void Finds_no_spread_at_all_where_samples_are_equal(ScalarType type)
    {
        using var scope = NewDisposeScope();
        random.manual_seed(4);

        Assert.Equal(0, Read(randn([1, 77], type).repeat(27, 1))!.SampleSpread);
    }

    [Fact]
    public void Knows_no_spread_of_one_sample_or_of_zeros_or_of_infinities()
    {
        using var scope = NewDisposeScope();

        Assert.True(double.IsNaN(Read(randn(1, 5))!.SampleSpread));
        Assert.True(double.IsNaN(Read(zeros(4, 5))!.SampleSpread));
        Assert.True(double.IsNaN(Read(full([4, 5], float.PositiveInfinity))!.SampleSpread));
        Assert.Null(Read(zeros(0, 5)));
        Assert.Null(Read(zeros(4, 0)));
        Assert.Null(Read(zeros(4)));
        Assert.Null(Read(zeros([1, 1, 1, 1, 1, 1])));
    }

    [Theory]
    [MemberData(nameof(Activations))]
    public void Counts_saturated_values_as_autograd_does(string name)
    {
        using var scope = NewDisposeScope();
        random.manual_seed(5);
        using var activation = Make(name);
        var input = (4 * randn([32, 50], float64)).requires_grad_(true);
        var output = activation.call(input);
        output.sum().backward();
        var greatest = Greatest(activation);

        var reading = Read(output.detach(), activation)!;

        Assert.Equal((input.grad! < 0.1 * greatest).to(float64).mean().item<double>(), reading.SaturatedShare, 1e-12);
    }

    [Theory]
    [MemberData(nameof(Activations))]
    public void Finds_the_units_without_slope_that_autograd_finds(string name)
    {
        using var scope = NewDisposeScope();
        random.manual_seed(6);
        using var activation = Make(name);
        // Units far to the left, far to the right, and in the middle; unit 5 lives in one sample only.
        var input = (randn(40, 6) + tensor([-100f, 100f, 0f, 1f, -1f, -100f])).contiguous();
        input[2, 5] = 0.5f;
        input.requires_grad_(true);
        var output = activation.call(input);
        output.sum().backward();
        // The slow twin looks at the same even selection: with 40 samples every second one.
        var steepest = input.grad![TensorIndex.Slice(null, null, 2)].abs().amax([0L]) / Greatest(activation);
        var expected = Enumerable.Range(0, 6).Where(unit => steepest[unit].item<float>() <= Math.Pow(2, -24));

        var reading = Read(output.detach(), activation, input)!;

        Assert.Equal(expected, reading.FlatUnits);
    }

    [Theory]
    [InlineData("GELU")]
    [InlineData("SiLU")]
    [InlineData("Mish")]
    public void Finds_units_that_fell_far_below_zero(string name)
    {
        using var scope = NewDisposeScope();
        random.manual_seed(7);
        using var activation = Make(name);
        var input = randn(16, 4) + tensor([-100f, 100f, 0f, -2f]);
        var silent = zeros(16, 4);

        Assert.Equal([0], Read(activation.call(input), activation, input)!.FlatUnits);
        // At zero these activations have half of their slope, though they give nothing.
        Assert.Empty(Read(activation.call(silent), activation, silent)!.FlatUnits);
        Assert.Empty(Read(input, activation, input)!.FlatUnits);
    }

    [Fact]
    public void Finds_the_channels_of_an_image_that_are_off()
    {
        using var scope = NewDisposeScope();
        random.manual_seed(8);
        var output = rand(5, 4, 6, 6);
        output.select(1, 0).zero_();
        output.select(1, 3).zero_();
        output[4, 3, 5, 5] = 0.1f;

        var reading = Read(output, ReLU())!;

        Assert.Equal([0], reading.FlatUnits);
        Assert.Equal(0.5 - (1.0 / 720), reading.SaturatedShare, 1e-12);
    }

    [Fact]
    public void Believes_a_clamp_of_the_users_own()
    {
        using var scope = NewDisposeScope();
        using var clamp = new OwnClamp();
        var output = clamp.call(tensor([-3f, 0.1f, 2f, -4f, 0.2f, 0.5f]).reshape(2, 3));

        var reading = Read(output, clamp)!;

        Assert.Equal(0.5, reading.SaturatedShare);
        Assert.Equal([0], reading.FlatUnits);
    }

    public static TheoryData<string> Activations => ["ReLU", "ReLU6", "Tanh", "Sigmoid", "Hardsigmoid", "Softsign", "ELU", "ELU2", "SELU", "CELU", "Softplus", "LogSigmoid", "LeakyReLU", "LeakyReLU2"];

    static Module<Tensor, Tensor> Make(string name) => name switch
    {
        "ReLU" => ReLU(),
        "ReLU6" => ReLU6(),
        "Tanh" => Tanh(),
        "Sigmoid" => Sigmoid(),
        "Hardsigmoid" => Hardsigmoid(),
        "Softsign" => Softsign(),
        "ELU" => ELU(),
        "ELU2" => ELU(1.7),
        "SELU" => SELU(),
        "CELU" => CELU(0.6),
        "Softplus" => Softplus(),
        "LogSigmoid" => LogSigmoid(),
        "LeakyReLU" => LeakyReLU(0.01),
        "LeakyReLU2" => LeakyReLU(0.3),
        "GELU" => GELU(),
        "SiLU" => SiLU(),
        _ => Mish(),
    };

    /// <summary>The greatest slope, by autograd on a fine grid.</summary>
    static double Greatest(Module<Tensor, Tensor> activation)
    {
        var grid = linspace(-30, 30, 6_000_001, float64).requires_grad_(true);
        activation.call(grid).sum().backward();
        return grid.grad!.max().item<double>();
    }

    static double SlowSpread(Tensor output)
    {
        var all = output.shape[0];
        var samples = output.to(float64)[TensorIndex.Slice(null, null, (all + 31) / 32)];
        var apart = samples - samples.mean([0L], keepdim: true);
        return Math.Sqrt((apart.pow(2).sum() / samples.pow(2).sum()).item<double>());
    }

    static UnitReading? Read(Tensor output, Module<Tensor, Tensor>? activation = null, Tensor? input = null) =>
        new SampleComparison().Read(output.Handle, TensorMemory.ElementTypeOf(output.Handle)!.Value, activation is null ? null : SlopeRange.Of(activation), input?.Handle ?? 0);

    sealed class OwnClamp() : Module<Tensor, Tensor>(nameof(OwnClamp)), IClamp
    {
        public double Least => -1;

        public double Most => 1;

        public override Tensor forward(Tensor input) => input.clamp(-1, 1);
    }
}
