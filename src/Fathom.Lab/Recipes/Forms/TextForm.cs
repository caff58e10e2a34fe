using System.Globalization;

namespace Fathom.Lab.Recipes;

/// <summary>A text of visible characters in one line.</summary>
sealed class TextForm(int most) : ScalarForm<string>
{
    /// <summary>How many characters at most.</summary>
    public int Most => most;

    public override string Expected => string.Create(CultureInfo.InvariantCulture, $"a text of 1 to {most:N0} characters in one line");

    // What YAML reads as a number or a truth value is a text all the same where one is expected: name: 42.
    public override SchemaPart Schema(SchemaParts parts) => new()
    {
        Type = ["string", "number", "boolean"],
        MaxLength = most,
        Pattern = @"^[^\u0000-\u001f\u007f-\u009f]*[^\u0000-\u001f\u007f-\u009f\s][^\u0000-\u001f\u007f-\u009f]*$",
    };

    protected override bool TryParse(string text, out string value)
    {
        value = text;
        return text.Trim().Length > 0 && text.Length <= most && !text.Any(char.IsControl);
    }

    protected override void Write(string value, YamlText text) => text.Text(value);
}
