using System.Globalization;
using System.Reflection;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Fathom.Torch.Guards;

/// <summary>What an optimizer remembers of one parameter.</summary>
sealed class OptimizerMemoryCell(OptimizerState state, OptimizerOptions? options)
{
    readonly FieldInfo[] _tensors = FieldsOf(state, typeof(Tensor));
    readonly Func<object, Tensor?>[] _readers = [.. FieldsOf(state, typeof(Tensor)).Select(FieldReader.Of<Tensor?>)];
    readonly FieldInfo[] _numbers = [.. FieldsOf(state, typeof(long)), .. FieldsOf(state, typeof(double))];

    /// <summary>How many tensors there can be.</summary>
    public int TensorCount => _tensors.Length;

    /// <summary>How many numbers there are.</summary>
    public int NumberCount => _numbers.Length;

    /// <summary>A tensor; null where there is none yet.</summary>
    public Tensor? Tensor(int place) => _readers[place](state);

    /// <summary>What reads them, and of what.</summary>
    public IEnumerable<(object State, Func<object, Tensor?> Read)> Tensors => _readers.Select(read => ((object)state, read));

    /// <summary>A number; counters are exact up to 2^53.</summary>
    public double Number(int place) => Convert.ToDouble(_numbers[place].GetValue(state), CultureInfo.InvariantCulture);

    /// <summary>What a tensor is called.</summary>
    public string NameOf(int place) => _tensors[place].Name;

    /// <summary>What a number is called.</summary>
    public string NameOfNumber(int place) => _numbers[place].Name;

    /// <summary>Sets a number.</summary>
    public void SetNumber(int place, double value) =>
        _numbers[place].SetValue(state, _numbers[place].FieldType == typeof(long) ? (object)(long)value : value);

    /// <summary>Gives a tensor the numbers of <paramref name="value"/>; null takes it away.</summary>
    public void SetTensor(int place, Tensor? value)
    {
        var present = Tensor(place);
        if (value is not null && present is not null)
        {
            present.copy_(value);
            return;
        }

        present?.Dispose();
        _tensors[place].SetValue(state, value?.clone().DetachFromDisposeScope());
    }

    /// <summary>Begins the memory anew, as before the first step.</summary>
    public void Forget()
    {
        using var scope = NewDisposeScope();
        if (options is not null) state.Initialize(options);
        for (var place = 0; place < TensorCount; place++) Tensor(place)?.DetachFromDisposeScope();
    }

    static FieldInfo[] FieldsOf(OptimizerState state, Type type) =>
        [.. state.GetType().GetFields(BindingFlags.Public | BindingFlags.Instance).Where(field => field.FieldType == type)];
}
