using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;

namespace Fathom.Torch.Guards;

/// <summary>Reads a public field of an object whose type is known at run time only, as fast as code that was written for it.</summary>
/// <remarks>Reflection takes some 50 ns a field and boxes numbers; an optimizer's fields are read once for each parameter in each step.</remarks>
static class FieldReader
{
    static readonly ConcurrentDictionary<FieldInfo, Delegate> Made = [];

    /// <summary>A reader of a field that holds a <typeparamref name="T"/>.</summary>
    public static Func<object, T> Of<T>(FieldInfo field) => (Func<object, T>)Made.GetOrAdd(field, Make<T>);

    /// <summary>A reader of a field that holds a number or a switch (1 where it is on), or nothing; null for what is neither.</summary>
    public static Func<object, double?> OfNumber(FieldInfo field)
    {
        if (field.FieldType == typeof(double)) return Converted<double>(field, value => value);
        if (field.FieldType == typeof(double?)) return Of<double?>(field);
        if (field.FieldType == typeof(bool)) return Converted<bool>(field, value => value ? 1 : 0);
        if (field.FieldType == typeof(bool?)) return Converted<bool?>(field, value => value is { } known ? known ? 1 : 0 : null);
        return owner => field.GetValue(owner) is IConvertible value and not string ? value.ToDouble(CultureInfo.InvariantCulture) : null;
    }

    static Func<object, double?> Converted<T>(FieldInfo field, Func<T, double?> convert)
    {
        var read = Of<T>(field);
        return owner => convert(read(owner));
    }

    static Func<object, T> Make<T>(FieldInfo field)
    {
        // Programs of one file, and those compiled ahead of time, make no code while they run.
        if (!RuntimeFeature.IsDynamicCodeSupported) return owner => (T)field.GetValue(owner)!;
        var method = new DynamicMethod("Read", typeof(T), [typeof(object)], typeof(FieldReader).Module, skipVisibility: true);
        var code = method.GetILGenerator();
        code.Emit(OpCodes.Ldarg_0);
        code.Emit(OpCodes.Castclass, field.DeclaringType!);
        code.Emit(OpCodes.Ldfld, field);
        code.Emit(OpCodes.Ret);
        return method.CreateDelegate<Func<object, T>>();
    }
}
