namespace Fathom.Lab.Recipes;

/// <summary>A name that a module can bear: letters, digits, dashes and underscores.</summary>
sealed class NameForm : ScalarForm<string>
{
    const int Most = 60;

    /// <summary>The same as a regular expression.</summary>
    public static string Pattern { get; } = $"^[A-Za-z0-9_-]{{1,{Most}}}$";

    public override string Expected => $"a name of 1 to {Most} letters, digits, dashes or underscores";

    public override SchemaPart Schema(SchemaParts parts) =>
        new() { Type = ["string", "integer", "boolean"], Pattern = Pattern };

    protected override bool TryParse(string text, out string value)
    {
        value = text;
        return text.Length is > 0 and <= Most && text.All(sign => char.IsAsciiLetterOrDigit(sign) || sign is '-' or '_');
    }

    protected override void Write(string value, YamlText text) => text.Text(value);
}
