using Fathom.Recipes;

namespace Fathom.Lab.Recipes;

/// <summary>Defaults as a schema can show them: numbers, texts, truth values and lists of them.</summary>
static class SchemaDefault
{
    public static object? Of(Form form, object? value) => value switch
    {
        null => null,
        string or bool or int or long => value,
        double number when double.IsFinite(number) => number,
        ValueList<double> numbers => numbers.ToArray(),
        ValueList<int> numbers => numbers.ToArray(),
        _ => form.IsScalar ? Written(form, value) : null,
    };

    static string Written(Form form, object value)
    {
        using var text = new YamlText();
        form.Write(value, text);
        using var written = new StringReader(text.Finish());
        return ((ScalarNode)new NodeReader(new RecipeReading()).Read(written)!).Text;
    }
}
