using Fathom.Recipes;

namespace Fathom.Lab.Recipes;

/// <summary>Defaults as a schema can show them: numbers, texts, truth values and lists of them.</summary>
static class SchemaDefault
{
    public static object? Of(object? value) => value switch
    {
        string or bool or int or long or double => value,
        char sign => sign.ToString(),
        ValueList<double> numbers => numbers.ToArray(),
        ValueList<int> numbers => numbers.ToArray(),
        _ => null,
    };
}
