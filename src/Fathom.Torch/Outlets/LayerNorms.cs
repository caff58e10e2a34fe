using Fathom.Ledger;

namespace Fathom.Torch.Outlets;

/// <summary>Gradient norms layer by layer; of more layers than are asked for an even selection, with the first and the last.</summary>
sealed class LayerNorms
{
    readonly string[] _names;

    // Which layer a parameter belongs to; -1 where it was not selected.
    readonly int[] _layerOf;
    readonly double[] _norms;

    public LayerNorms(StepReading reading, int most)
    {
        var layers = reading.Parameters.Select(parameter => LayerOf(parameter.Name)).Distinct(StringComparer.Ordinal).ToList();
        _names = layers.Count <= most ? [.. layers] : [.. Enumerable.Range(0, most).Select(place => layers[(int)((long)place * (layers.Count - 1) / (most - 1))])];
        _layerOf = [.. reading.Parameters.Select(parameter => Array.IndexOf(_names, LayerOf(parameter.Name)))];
        _norms = new double[_names.Length];
    }

    /// <summary>The layers of another reading of the same network; a layer whose gradient is not finite has the norm NaN.</summary>
    public LayerEnumerator Of(StepReading reading)
    {
        Array.Clear(_norms);
        for (var place = 0; place < _layerOf.Length && place < reading.Parameters.Count; place++)
        {
            if (_layerOf[place] < 0 || reading.Parameters[place].Gradient is not { } gradient) continue;
            ref var norm = ref _norms[_layerOf[place]];
            norm = gradient.HasNonFinite ? double.NaN : double.Hypot(norm, gradient.Norm);
        }

        return new LayerEnumerator(_names, _norms);
    }

    /// <summary>"encoder.linear1" of "encoder.linear1.weight"; a parameter of the network itself is its own layer.</summary>
    static string LayerOf(string parameter) => parameter.LastIndexOf('.') is var end and > 0 ? parameter[..end] : parameter;

    /// <summary>Goes through names and norms without making anything.</summary>
    public struct LayerEnumerator(string[] names, double[] norms)
    {
        int _place = -1;

        public readonly (string Layer, double Norm) Current => (names[_place], norms[_place]);

        public bool MoveNext() => ++_place < names.Length;

        public readonly LayerEnumerator GetEnumerator() => this;
    }
}
