using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;
using static TorchSharp.torch;

namespace Fathom.Torch.Treatments;

/// <summary>A field of a module, an item of its lists or an item of its tuples, that holds another module.</summary>
/// <param name="Name">The field's name.</param>
/// <param name="Type">What may stand there.</param>
/// <param name="Take">Puts another module there.</param>
sealed record ModuleHolder(string Name, Type Type, Action<nn.Module> Take)
{
    const BindingFlags Own = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    /// <summary>Whether a module of <paramref name="type"/> may stand there.</summary>
    public bool CanTake(Type type) => Type.IsAssignableFrom(type);

    /// <summary>Everything in <paramref name="parent"/> that holds <paramref name="module"/>.</summary>
    public static IReadOnlyList<ModuleHolder> Of(nn.Module parent, nn.Module module)
    {
        var holders = new List<ModuleHolder>();
        for (var type = parent.GetType(); type is not null && type != typeof(nn.Module); type = type.BaseType)
        {
            foreach (var field in type.GetFields(Own))
            {
                // Fields of numbers and tensors are not looked into.
                if (!field.FieldType.IsPrimitive) Add(holders, parent, field, module);
            }
        }

        return holders;
    }

    /// <summary>A type as a program says it.</summary>
    public static string Shown(Type type) =>
        type.IsGenericType ? $"{type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)]}<{string.Join(", ", type.GetGenericArguments().Select(Shown))}>" : type.Name;

    static void Add(List<ModuleHolder> holders, nn.Module parent, FieldInfo field, nn.Module module)
    {
        switch (field.GetValue(parent))
        {
            case nn.Module held:
                if (ReferenceEquals(held, module)) holders.Add(new(field.Name, field.FieldType, to => field.SetValue(parent, to)));
                break;
            case IList list when ItemTypeOf(list) is { IsValueType: false } items:
                for (var index = 0; index < list.Count; index++)
                {
                    var at = index;
                    if (ReferenceEquals(list[at], module)) holders.Add(new(field.Name, items, to => list[at] = to));
                }

                break;
            case ITuple tuple:
                for (var index = 0; index < tuple.Length; index++)
                {
                    if (ReferenceEquals(tuple[index], module) && ItemOf(field.FieldType, index) is { } item)
                        holders.Add(new(field.Name, item.FieldType, to => Set(parent, field, item, to)));
                }

                break;
            default:
                break;
        }
    }

    // Null where a tuple has items beyond its own fields, or none that can be set.
    static FieldInfo? ItemOf(Type tuple, int index) =>
        tuple.IsValueType && index < 7 ? tuple.GetField(FormattableString.Invariant($"Item{index + 1}")) : null;

    static void Set(nn.Module parent, FieldInfo field, FieldInfo item, nn.Module to)
    {
        var boxed = field.GetValue(parent)!;
        item.SetValue(boxed, to);
        field.SetValue(parent, boxed);
    }

    static Type? ItemTypeOf(IList list) => list.GetType().IsArray
        ? list.GetType().GetElementType()
        : Array.Find(list.GetType().GetInterfaces(), type => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IList<>))?.GetGenericArguments()[0];
}
