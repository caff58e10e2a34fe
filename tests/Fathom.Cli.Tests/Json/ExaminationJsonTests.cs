using System.Text;
using System.Text.Json;
using Fathom.Cli.Json;
using Fathom.Lab.Training;

namespace Fathom.Cli.Tests.Json;

public class ExaminationJsonTests
{
    static readonly Examination[] All =
    [
        Examinations.Healthy(), Examinations.OfDeepSigmoid(), Examinations.OfLostTraining(),
        Examinations.InterruptedBeforeTheFirstStep(), Examinations.Of(Ledgers.WithResidualBlock()), Examinations.OtherThanPredicted(),
        Examinations.OfExplosion(),
    ];

    [Fact]
    public void Every_field_that_is_written_is_documented()
    {
        var documented = Documented().ToHashSet(StringComparer.Ordinal);

        var undocumented = All.SelectMany(Fields).Except(documented, StringComparer.Ordinal).ToList();

        Assert.Empty(undocumented);
    }

    [Fact]
    public void Every_field_that_is_documented_is_written()
    {
        var written = All.SelectMany(Fields).ToHashSet(StringComparer.Ordinal);

        var unwritten = Documented().Except(written, StringComparer.Ordinal).ToList();

        Assert.Empty(unwritten);
    }

    [Fact]
    public void Its_ledger_adds_up()
    {
        var ledger = Parse(Examinations.OfDeepSigmoid()).GetProperty("ledger");

        var links = ledger.GetProperty("links").EnumerateArray().ToList();
        Assert.Equal(ledger.GetProperty("totalDecades").GetDouble(), links.Sum(link => link.GetProperty("decades").GetDouble()), 1e-9);
        Assert.Equal(ledger.GetProperty("totalDecades").GetDouble(), ledger.GetProperty("byKind").EnumerateObject().Sum(kind => kind.Value.GetDouble()), 1e-9);
        Assert.Equal(Math.Pow(10, links[^1].GetProperty("leftDecades").GetDouble()), links[^1].GetProperty("left").GetDouble(), 1e-20);
    }

    [Fact]
    public void What_follows_from_a_finding_stands_inside_it_with_all_its_own_fields()
    {
        var finding = Parse(Examinations.OfExplosion()).GetProperty("findings")[0];

        var consequences = finding.GetProperty("consequences").EnumerateArray().ToList();
        Assert.Equal(["non-finite", "dead-units", "dead-units"], consequences.Select(other => other.GetProperty("id").GetString()));
        Assert.Equal(finding.EnumerateObject().Select(field => field.Name), consequences[0].EnumerateObject().Select(field => field.Name));
        Assert.Equal("Each step overwrites the layer.", finding.GetProperty("meaning").GetString());
        Assert.Equal(JsonValueKind.Null, consequences[0].GetProperty("meaning").ValueKind);
        Assert.Equal(0.99995, finding.GetProperty("confidence").GetDouble());
    }

    [Fact]
    public void What_is_no_number_is_null_and_a_word()
    {
        var root = Parse(Examinations.OfLostTraining());

        var loss = root.GetProperty("loss");
        Assert.Equal(JsonValueKind.Null, loss.GetProperty("last").ValueKind);
        Assert.Equal("nan", loss.GetProperty("lastIs").GetString());
        Assert.Equal("infinity", loss.GetProperty("heldOutIs").GetString());
        Assert.Equal("not-finite", root.GetProperty("ledger").GetProperty("end").GetString());
    }

    [Fact]
    public void What_lies_below_a_double_keeps_its_decades()
    {
        var ledger = Parse(Examinations.Of(Ledgers.WithGains([.. Enumerable.Repeat(1e-10, 40)]))).GetProperty("ledger");

        var last = ledger.GetProperty("links").EnumerateArray().Last();
        Assert.Equal(JsonValueKind.Null, last.GetProperty("left").ValueKind);
        Assert.Equal(-400, last.GetProperty("leftDecades").GetDouble(), 1e-9);
    }

    static JsonElement Parse(Examination examination)
    {
        using var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text)) ExaminationJson.Write(json, examination);
        return JsonDocument.Parse(Encoding.UTF8.GetString(text.ToArray())).RootElement;
    }

    static IEnumerable<string> Fields(Examination examination) => JsonFields.Of(Parse(examination));

    static IEnumerable<string> Documented() => JsonFields.Documented("fathom examine");
}
