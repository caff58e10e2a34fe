namespace Fathom.Lab.Recipes;

sealed class BooleanForm : ScalarForm<bool>
{
    public override string Expected => "true or false";

    public override string CallPattern => "true|false";

    public override SchemaPart Schema(SchemaParts parts) => new() { Type = ["boolean"] };

    protected override bool TryParse(string text, out bool value)
    {
        value = text is "true";
        return text is "true" or "false";
    }

    protected override void Write(bool value, YamlText text) => text.Plain(value ? "true" : "false");
}
