using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Fathom.Pictures.Drawing;

/// <summary>Numbers of a chart: five digits are more than a screen shows, and JSON knows no NaN and no infinity: null leaves a gap.</summary>
sealed class ChartNumber : JsonConverter<double>
{
    public override double Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDouble();

    public override void Write(Utf8JsonWriter writer, double value, JsonSerializerOptions options)
    {
        // Whole numbers are steps and rows, which must stay what they are; as such they are written faster, and the same up to this size.
        if (value == Math.Floor(value) && Math.Abs(value) < 1e15) writer.WriteNumberValue((long)value);
        else if (double.IsFinite(value)) writer.WriteNumberValue(Rounded(value));
        else writer.WriteNullValue();
    }

    static double Rounded(double value)
    {
        if (value == Math.Floor(value) || Math.Abs(value) < 1e-300) return value;
        var digits = 4 - (int)Math.Floor(Math.Log10(Math.Abs(value)));
        return digits is >= 0 and <= 15 ? Math.Round(value, digits) : double.Parse(value.ToString("G5", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
    }
}
