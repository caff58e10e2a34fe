using System.Globalization;
using System.Text.RegularExpressions;
using Fathom.Prognoses;
using Fathom.Recipes;
using Fathom.Web.Lab;

namespace Fathom.Web.Lessons;

/// <summary>The learner's own numbers, under the names by which lessons call them.</summary>
public static partial class LessonNumbers
{
    /// <summary>All names and values for <paramref name="scene"/>; plain text without any markup.</summary>
    public static IReadOnlyDictionary<string, string> Of(LessonScene scene)
    {
        ArgumentNullException.ThrowIfNull(scene);
        var (state, outlook) = (scene.State, scene.Outlook);
        var slope = double.IsNaN(outlook.SlopeDecades) ? 0 : outlook.SlopeDecades;
        return new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["depth"] = Text($"{state.Depth}"),
            ["width"] = Text($"{state.Width}"),
            ["links"] = Text($"{outlook.Links}"),
            ["time"] = Text($"{state.Length}"),
            ["gain"] = Text($"{state.Gain:0.###}"),
            ["bias"] = Text($"{state.BiasStart:0.##}"),
            ["lr"] = Text($"{state.LearningRate:0.######}"),
            ["factors"] = string.Join(" × ", Factors(state).Select(factor => Text($"{factor:0.###}"))),
            ["product"] = Text($"{Factors(state).Aggregate(1.0, (product, factor) => product * factor):0.####}"),
            ["left"] = LabVerdict.Share(outlook.Decades),
            ["decades"] = Cost(outlook.Decades, "0.00"),
            ["per-link"] = Cost(outlook.DecadesPerLink, "0.00"),
            ["slope-per-link"] = Cost(slope, "0.00"),
            ["weight-per-link"] = Cost(outlook.DecadesPerLink - slope, "0.00"),
            ["needed"] = outlook.Links == 0 ? "all" : Text($"{Math.Pow(0.5, 1.0 / outlook.Links):0.000}"),
            ["critical"] = outlook.Critical ?? "",
            ["trainable"] = outlook.Prognosis.MaximumDepth is < 1e6 and var most ? Text($"about {Math.Max(1, Math.Round(most)):0} layers") : "no limit that theory knows",
            ["born-dead"] = Text($"{100 * outlook.Prognosis.BornDeadShare:0.##} %"),
            ["gate"] = Gate(state),
            ["verdict"] = Small(outlook.Verdict),
            ["run"] = scene.Own?.Summary ?? (scene.Result is null ? "You have not trained it yet." : "The controls have moved since you trained: train again to see."),
        };
    }

    /// <summary><paramref name="text"/> with every name in braces replaced by its value; unknown ones stay as they are.</summary>
    public static string Fill(string text, IReadOnlyDictionary<string, string> numbers)
    {
        ArgumentNullException.ThrowIfNull(numbers);
        return Name().Replace(text, match => numbers.TryGetValue(match.Groups["name"].Value, out var value) ? value : match.Value);
    }

    /// <summary>The names that <paramref name="text"/> uses.</summary>
    public static IEnumerable<string> NamesIn(string text) => Name().Matches(text).Select(match => match.Groups["name"].Value).Distinct(StringComparer.Ordinal);

    /// <summary>What the links between the hidden layers multiply by where weights start as the identity.</summary>
    internal static IEnumerable<double> Factors(LabState state) =>
        Enumerable.Range(0, state.Depth - 1).Select(link => link < state.Factors.Count ? state.Factors[link] : state.Gain);

    // A cost in decades reads as a positive number; what is gained, as a negative one.
    static string Cost(double decades, string format) =>
        double.IsNaN(decades) ? "an unknown number of" : double.IsInfinity(decades) ? "all" : (Math.Abs(decades) < 0.005 ? 0 : -decades).ToString(format, CultureInfo.InvariantCulture);

    static string Gate(LabState state) => LabRecipe.ForgetBiasOf(state) switch
    {
        FixedForgetBias bias => Text($"{new CellPath(bias.Value, 0).MeanGate:0.00} of the memory"),
        ChronoForgetBias => "as much as each memory's own time asks for",
        _ => Text($"{new CellPath(0, 0).MeanGate:0.0} of the memory"),
    };

    static string Small(string sentence) => sentence.Length == 0 ? sentence : char.ToLowerInvariant(sentence[0]) + sentence[1..];

    static string Text(FormattableString number) => number.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\{(?<name>[a-z-]+)\}", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Name();
}
