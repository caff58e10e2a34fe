using System.Text;
using System.Text.Json;
using Fathom.Cli.Json;
using Fathom.Lab.Training;

namespace Fathom.Cli.Tests.Json;

public class TrainingJsonTests
{
    static readonly TrainingReport[] All =
    [
        TrainingReports.Healthy(), TrainingReports.Ill(), TrainingReports.Interrupted(), TrainingReports.Lost(),
    ];

    [Fact]
    public void Written_and_documented_fields_are_the_same() =>
        Assert.Equal(
            JsonFields.Documented("fathom train").Order(StringComparer.Ordinal).Distinct(StringComparer.Ordinal),
            All.SelectMany(report => JsonFields.Of(Parse(report))).Order(StringComparer.Ordinal).Distinct(StringComparer.Ordinal));

    [Fact]
    public void What_is_no_number_is_null_and_a_word()
    {
        var point = Parse(TrainingReports.Lost()).GetProperty("heldOut")[0];

        Assert.Equal(JsonValueKind.Null, point.GetProperty("loss").ValueKind);
        Assert.Equal("nan", point.GetProperty("lossIs").GetString());
    }

    static JsonElement Parse(TrainingReport report)
    {
        using var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text)) TrainingJson.Write(json, report);
        return JsonDocument.Parse(Encoding.UTF8.GetString(text.ToArray())).RootElement;
    }
}
