using Fathom.Ledger;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Fathom.Torch.Tests;

public class GradientThroughTimeTests
{
    [Theory]
    [InlineData("LSTM", true, false)]
    [InlineData("LSTM", false, false)]
    [InlineData("GRU", true, false)]
    [InlineData("RNN", true, false)]
    [InlineData("GRU", false, true)]
    [InlineData("LSTM", true, true)]
    public void Reads_raw_sequences_step_by_step(string kind, bool samplesFirst, bool portable)
    {
        using var scope = NewDisposeScope();
        random.manual_seed(1);
        using var model = new Reader(kind, samplesFirst, hasFirst: false);
        var input = randn(9, 6, 5);

        var reading = Read(model, portable, input);

        var raw = input.detach().requires_grad_(true);
        model.call(raw).pow(2).mean().backward();
        Assert.False(input.requires_grad);
        AssertNorms(raw.grad!, samplesFirst, reading);
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, false)]
    [InlineData(true, true)]
    public void Reads_sequences_that_come_from_another_module(bool samplesFirst, bool portable)
    {
        using var scope = NewDisposeScope();
        random.manual_seed(2);
        using var model = new Reader("LSTM", samplesFirst, hasFirst: true);
        var input = randn(9, 6, 5);

        var reading = Read(model, portable, input);

        var between = model.First.call(input);
        between.retain_grad();
        model.Rest(between).pow(2).mean().backward();
        AssertNorms(between.grad!, samplesFirst, reading);
    }

    [Fact]
    public void Leaves_other_places_empty()
    {
        using var scope = NewDisposeScope();
        using var model = new Reader("LSTM", samplesFirst: true, hasFirst: true);

        var reading = Read(model, portable: false, randn(9, 6, 5));

        Assert.Empty(reading.Places.Single(place => place.Name == "_first").GradientThroughTime);
        Assert.Equal(2, reading.Places.Count(place => place.Name == "_sequence" && place.GradientThroughTime.Count == 0));
        Assert.All(reading.Places.Where(place => place.Name == "_sequence"), place => Assert.Null(place.Units));
    }

    [Fact]
    public void Asks_nothing_of_a_sequence_whose_module_is_frozen()
    {
        using var scope = NewDisposeScope();
        using var model = new Reader("LSTM", samplesFirst: true, hasFirst: false);
        using var monitor = GradientMonitor.Attach(model, null, new() { Every = 1 });
        foreach (var parameter in model.parameters()) parameter.requires_grad_(false);

        Assert.False(model.call(randn(9, 6, 5)).requires_grad);
    }

    [Theory]
    [InlineData("LSTM", false)]
    [InlineData("GRU", false)]
    [InlineData("RNN", false)]
    [InlineData("LSTM", true)]
    public void Changes_no_bit_of_the_weights_and_leaves_no_tensor(string kind, bool portable)
    {
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;

        var expected = Train(kind, null);
        var actual = Train(kind, new() { Every = 1, PortableHooks = portable });

        Assert.Equal(expected, actual);
        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    static byte[] Train(string kind, MonitorOptions? options)
    {
        random.manual_seed(3);
        using var model = new Reader(kind, samplesFirst: true, hasFirst: false);
        using var optimizer = optim.Adam(model.parameters(), 0.01);
        using var monitor = options is null ? null : GradientMonitor.Attach(model, optimizer, options);
        for (var step = 0; step < 50; step++)
        {
            using var scope = NewDisposeScope();
            optimizer.zero_grad();
            var loss = model.call(randn(16, 12, 5)).pow(2).mean();
            loss.backward();
            if (monitor is null) optimizer.step();
            else monitor.Step(loss);
        }

        if (monitor is not null) Assert.All(monitor.History.Readings, reading => Assert.Equal(12, reading.Places[0].GradientThroughTime.Count));
        return [.. model.parameters().SelectMany(parameter => parameter.bytes.ToArray())];
    }

    static StepReading Read(Reader model, bool portable, Tensor input)
    {
        using var monitor = GradientMonitor.Attach(model, null, new() { Every = 1, PortableHooks = portable, Diagnoses = [] });
        var loss = model.call(input).pow(2).mean();
        loss.backward();
        monitor.Step(loss);
        Assert.Empty(monitor.Diagnose());
        return monitor.History.Latest!;
    }

    static void AssertNorms(Tensor gradient, bool samplesFirst, StepReading reading)
    {
        var norms = gradient.to(float64).pow(2).sum([samplesFirst ? 0L : 1L, 2L]).sqrt();
        var read = reading.Places.First(place => place.Name == "_sequence").GradientThroughTime;
        Assert.Equal(norms.shape[0], read.Count);
        for (var step = 0; step < read.Count; step++) Assert.Equal(1, read[step] / norms[step].item<double>(), 1e-5);
    }

    sealed class Reader : Module<Tensor, Tensor>
    {
        readonly TorchSharp.Modules.Linear? _first;
        readonly Module _sequence;
        readonly bool _samplesFirst;

        public Reader(string kind, bool samplesFirst, bool hasFirst)
            : base(nameof(Reader))
        {
            if (hasFirst) _first = Linear(5, 5);
            _samplesFirst = samplesFirst;
            _sequence = kind switch
            {
                "LSTM" => LSTM(5, 7, batchFirst: samplesFirst),
                "GRU" => GRU(5, 7, batchFirst: samplesFirst),
                _ => RNN(5, 7, batchFirst: samplesFirst),
            };
            RegisterComponents();
        }

        public Module<Tensor, Tensor> First => _first!;

        public override Tensor forward(Tensor input) => Rest(_first is null ? input : _first.call(input));

        public Tensor Rest(Tensor steps)
        {
            var states = _sequence switch
            {
                TorchSharp.Modules.LSTM lstm => lstm.call(steps, null).Item1,
                TorchSharp.Modules.GRU gru => gru.call(steps, null!).Item1,
                TorchSharp.Modules.RNN rnn => rnn.call(steps, null!).Item1,
                _ => steps,
            };
            return states.select(_samplesFirst ? 1 : 0, -1);
        }
    }
}
