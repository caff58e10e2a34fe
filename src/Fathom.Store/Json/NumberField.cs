using System.Text.Json;

namespace Fathom.Store.Json;

/// <summary>Writes numbers that may not be finite, which JSON has no way to say.</summary>
static class NumberField
{
    /// <summary>The number; or null, followed by a field <c>…Is</c> that says in a word what it was.</summary>
    public static void WriteAmount(this Utf8JsonWriter json, string name, double? amount)
    {
        if (amount is null)
        {
            json.WriteNull(name);
        }
        else if (double.IsFinite(amount.Value))
        {
            json.WriteNumber(name, amount.Value);
        }
        else
        {
            json.WriteNull(name);
            json.WriteString(name + "Is", double.IsNaN(amount.Value) ? "nan" : amount > 0 ? "infinity" : "-infinity");
        }
    }
}
