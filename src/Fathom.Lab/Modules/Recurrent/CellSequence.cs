using Fathom.Recipes;
using static TorchSharp.torch;

namespace Fathom.Lab.Modules.Recurrent;

/// <summary>A recurrent layer of cells, each called once per time step: [batch, time, features] to the same, or to [batch, features].</summary>
/// <remarks>
/// The cell of the first layer is called <c>cell</c> where it is the only one, else <c>cell1</c>, <c>cell2</c>; those that read from
/// the end end in <c>_back</c>. Without a dispose scope around the step every time step's tensors wait for the garbage collector.
/// </remarks>
sealed class CellSequence : nn.Module<Tensor, Tensor>
{
    readonly RecurrentLayer _layer;
    readonly ICell[] _cells;
    readonly StepDropout? _dropout;

    /// <summary>A layer whose cells <paramref name="make"/> makes.</summary>
    public CellSequence(RecurrentLayer layer, int features, Func<CellShape, ICell> make)
        : base(nameof(CellSequence))
    {
        _layer = layer;
        _cells = new ICell[layer.Layers * layer.Directions];
        for (var at = 0; at < _cells.Length; at++)
        {
            var below = at < layer.Directions ? features : layer.Units * layer.Directions;
            _cells[at] = make(new CellShape(below, layer.Units, layer.Bias, layer.LayerNorm));
            register_module(NameOf(at), _cells[at].Module);
        }

        if (layer.Dropout > 0) _dropout = new StepDropout(layer.Dropout);
    }

    /// <summary>The cells, layer by layer, forwards before backwards.</summary>
    public IReadOnlyList<ICell> Cells => _cells;

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        // Steps as rows of their own memory: probes and native functions read them in place.
        var steps = input.transpose(0, 1).contiguous().unbind(0);
        for (var at = 0; at < _cells.Length; at += _layer.Directions)
        {
            var isTop = at + _layer.Directions == _cells.Length;
            var forwards = Run(_cells[at], steps, backwards: false);
            if (_layer.Directions == 1)
            {
                if (isTop && _layer.Output == RecurrentOutput.Last) return forwards[^1];
                steps = forwards;
                continue;
            }

            var backwards = Run(_cells[at + 1], steps, backwards: true);
            if (isTop && _layer.Output == RecurrentOutput.Last) return cat([forwards[^1], backwards[0]], 1);
            steps = [.. forwards.Zip(backwards, (one, other) => cat([one, other], 1))];
        }

        return stack(steps, 1);
    }

    /// <summary>What the cell passes on at each time step, in the order of time.</summary>
    Tensor[] Run(ICell cell, Tensor[] steps, bool backwards)
    {
        var outputs = new Tensor[steps.Length];
        var state = Begin(cell, steps[0]);
        var drop = training ? _dropout?.Begin(_layer.Variational, steps[0], state[^1]) : null;
        for (var done = 0; done < steps.Length; done++)
        {
            var time = backwards ? steps.Length - 1 - done : done;
            if (_layer.Truncate is { } length && done > 0 && done % length == 0) state = [.. state.Select(part => part.detach())];
            var input = steps[time];
            if (drop is not null) (input, state[^1]) = drop.Apply(input, state[^1]);
            state = cell.Step(state, input);
            outputs[time] = state[^1];
        }

        return outputs;
    }

    Tensor[] Begin(ICell cell, Tensor step)
    {
        var state = new Tensor[cell.StateCount];
        for (var part = 0; part < state.Length; part++) state[part] = step.new_zeros(step.shape[0], _layer.Units);
        return state;
    }

    string NameOf(int at)
    {
        var back = at % _layer.Directions == 1 ? "_back" : "";
        return _layer.Layers == 1 ? $"cell{back}" : $"cell{at / _layer.Directions + 1}{back}";
    }
}
