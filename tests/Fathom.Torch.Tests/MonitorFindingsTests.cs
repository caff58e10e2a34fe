using Fathom.Diagnoses;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Fathom.Torch.Tests;

/// <summary>What the monitor says of modules that it does not hear.</summary>
public sealed class MonitorFindingsTests
{
    [Fact]
    public void Says_so_where_a_sequence_is_packed()
    {
        using var model = new Packs();

        var note = Assert.Single(Notes(model, _ => model.call(randn(4, 6, 3))));

        Assert.Equal(("_cell", Severity.Note), (note.Place, note.Severity));
        Assert.Contains("packed sequences", note.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public void Says_nothing_of_blocks_that_rest_now_and_then()
    {
        using var model = new Rests();

        Assert.Empty(Notes(model, step => model.With(isResting: step % 2 == 1).call(randn(4, 3))));
    }

    [Fact]
    public void Says_nothing_of_one_that_is_never_called()
    {
        using var model = new Rests();

        Assert.Empty(Notes(model, _ => model.With(isResting: true).call(randn(4, 3))));
    }

    [Fact]
    public void Takes_its_note_back_once_the_module_is_heard()
    {
        using var model = new Rests();

        Assert.Empty(Notes(model, step => model.With(isResting: false, isUnheard: step < 3).call(randn(4, 3))));
        Assert.Single(Notes(model, _ => model.With(isResting: false, isUnheard: true).call(randn(4, 3))));
    }

    static IReadOnlyList<Finding> Notes(Module<Tensor, Tensor> model, Func<int, Tensor> answer)
    {
        using var optimizer = optim.SGD(model.parameters(), 0.01);
        using var monitor = GradientMonitor.Attach(model, optimizer, new() { Every = 1 });
        for (var step = 1; step <= 6; step++)
        {
            using var scope = NewDisposeScope();
            optimizer.zero_grad();
            var loss = answer(step).pow(2).mean();
            loss.backward();
            monitor.Step(loss);
        }

        return [.. monitor.Diagnose().Where(finding => finding.Id == "unprobed-module")];
    }

    sealed class Packs : Module<Tensor, Tensor>
    {
        readonly TorchSharp.Modules.LSTM _cell = LSTM(3, 5, batchFirst: true);
        readonly TorchSharp.Modules.Linear _head = Linear(5, 2);

        public Packs()
            : base(nameof(Packs)) => RegisterComponents();

        public override Tensor forward(Tensor input)
        {
            var packed = nn.utils.rnn.pack_padded_sequence(input, full(input.shape[0], 4, int64), batch_first: true);
            var (output, _, _) = _cell.call(packed);
            return _head.call(nn.utils.rnn.pad_packed_sequence(output, batch_first: true).Item1);
        }
    }

    sealed class Rests : Module<Tensor, Tensor>
    {
        readonly TorchSharp.Modules.Linear _first = Linear(3, 3);
        readonly TorchSharp.Modules.Linear _block = Linear(3, 3);
        bool _isResting;
        bool _isUnheard;

        public Rests()
            : base(nameof(Rests)) => RegisterComponents();

        public Rests With(bool isResting, bool isUnheard = false)
        {
            (_isResting, _isUnheard) = (isResting, isUnheard);
            return this;
        }

        public override Tensor forward(Tensor input)
        {
            var hidden = _first.call(input);
            return _isResting ? hidden : hidden + (_isUnheard ? _block.forward(hidden) : _block.call(hidden));
        }
    }
}
