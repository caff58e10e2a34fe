using Fathom.Recipes;

namespace Fathom.Lab.Recipes;

/// <summary>The sign between the columns of a table, or <c>tab</c>.</summary>
sealed class SeparatorForm : ScalarForm<char>
{
    const string Tab = "tab";

    public override string Expected => "tab, or a sign such as ; or | that can be no part of a number";

    public override SchemaPart Schema(SchemaParts parts) =>
        new() { Type = ["string"], Pattern = @"^(tab|[\t !#-*,/:-@\[-`{-~])$" };

    protected override bool TryParse(string text, out char value)
    {
        value = text == Tab ? '\t' : text.Length == 1 ? text[0] : '\0';
        return Csv.CanSeparate(value);
    }

    protected override void Write(char value, YamlText text) => text.Text(value == '\t' ? Tab : value.ToString());
}
