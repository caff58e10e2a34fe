using System.Collections;
using System.Globalization;
using System.Text;
using Fathom.Statistics;

namespace Fathom.Journal.Tests.Records;

/// <summary>Everything that can be read off an object, as text: two that give the same text are the same to the bit.</summary>
/// <remarks>By reflection, so that a field that is added one day and not written is noticed.</remarks>
static class Sameness
{
    public static string Of(object? value)
    {
        var text = new StringBuilder();
        Write(text, value);
        return text.ToString();
    }

    static void Write(StringBuilder text, object? value)
    {
        switch (value)
        {
            case null:
                text.Append("null");
                break;
            case double number:
                // NaN is NaN, whatever its payload.
                text.Append(double.IsNaN(number) ? "NaN" : BitConverter.DoubleToInt64Bits(number).ToString("x", CultureInfo.InvariantCulture));
                break;
            case TensorSummary summary:
                var bytes = new byte[TensorSummary.MostSavedBytes];
                text.Append(Convert.ToHexString(bytes, 0, summary.Save(bytes)));
                break;
            case string or IFormattable or bool:
                text.Append(CultureInfo.InvariantCulture, $"'{value}'");
                break;
            case IDictionary:
                // Computed from what else is there.
                break;
            case IEnumerable list:
                text.Append('[');
                foreach (var item in list) Write(text, item);
                text.Append(']');
                break;
            default:
                text.Append('{');
                foreach (var property in value.GetType().GetProperties().Where(property => property.GetIndexParameters().Length == 0 && !property.GetMethod!.IsStatic))
                {
                    text.Append(property.Name).Append('=');
                    Write(text, property.GetValue(value));
                    text.Append(';');
                }

                text.Append('}');
                break;
        }
    }
}
