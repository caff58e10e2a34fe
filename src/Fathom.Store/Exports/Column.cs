namespace Fathom.Store.Exports;

/// <summary>A column of an exported table.</summary>
/// <param name="Name">In camel case, as JSON has it.</param>
/// <param name="Type">Of its values: string, long, double or bool. Any value may be missing.</param>
sealed record Column(string Name, Type Type)
{
    /// <summary>The name as tables have it: <c>first_step</c>.</summary>
    public string Heading { get; } = string.Concat(Name.Select(letter => char.IsUpper(letter) ? $"_{char.ToLowerInvariant(letter)}" : $"{letter}"));
}
