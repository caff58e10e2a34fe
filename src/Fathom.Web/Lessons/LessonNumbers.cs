using System.Globalization;
using System.Text.RegularExpressions;
using Fathom.Prognoses;
using Fathom.Recipes;
using Fathom.Web.Lab;

namespace Fathom.Web.Lessons;

/// <summary>The learner's own numbers, under the names by which lessons call them.</summary>
public static partial class LessonNumbers
{
    static readonly Dictionary<string, Func<LessonScene, string>> All = new Dictionary<string, Func<LessonScene, string>>(StringComparer.Ordinal)
    {
        ["depth"] = scene => Text($"{scene.State.Depth}"),
        ["width"] = scene => Text($"{scene.State.Width}"),
        ["links"] = scene => Text($"{scene.Outlook.Links}"),
        ["time"] = scene => Text($"{scene.State.Length}"),
        ["gain"] = scene => Text($"{scene.State.Gain:0.###}"),
        ["bias"] = scene => Text($"{scene.State.BiasStart:0.##}"),
        ["lr"] = scene => Text($"{scene.State.LearningRate:0.######}"),
        ["factors"] = scene => string.Join(" × ", Factors(scene.State).Select(factor => Text($"{factor:0.###}"))),
        ["product"] = scene => Text($"{Factors(scene.State).Aggregate(1.0, (product, factor) => product * factor):0.####}"),
        ["left"] = scene => LabVerdict.Share(scene.Outlook.Decades),
        ["decades"] = scene => Cost(scene.Outlook.Decades, "0.00"),
        ["per-link"] = scene => Cost(scene.Outlook.DecadesPerLink, "0.00"),
        ["slope-per-link"] = scene => Cost(Slope(scene), "0.00"),
        ["weight-per-link"] = scene => Cost(scene.Outlook.DecadesPerLink - Slope(scene), "0.00"),
        ["needed"] = scene => scene.Outlook.Links == 0 ? "all" : Text($"{Math.Pow(0.5, 1.0 / scene.Outlook.Links):0.000}"),
        ["critical"] = scene => scene.Outlook.Critical ?? "",
        ["trainable"] = scene => scene.Outlook.Prognosis.MaximumDepth is < 1e6 and var most ? Text($"about {Math.Max(1, Math.Round(most)):0} layers") : "no limit that theory knows",
        ["born-dead"] = scene => Text($"{100 * scene.Outlook.Prognosis.BornDeadShare:0.##} %"),
        ["gate"] = scene => Gate(scene.State),
        ["verdict"] = scene => Small(scene.Outlook.Verdict),
        ["run"] = scene => scene.Own?.Summary ?? (scene.Result is null ? "You have not trained it yet." : "The controls have moved since you trained: train again to see."),
    };

    /// <summary>The number called <paramref name="name"/>, worked out now: plain text without any markup; null where there is none.</summary>
    public static string? Of(LessonScene scene, string name)
    {
        ArgumentNullException.ThrowIfNull(scene);
        return All.TryGetValue(name, out var number) ? number(scene) : null;
    }

    /// <summary><paramref name="text"/> with every name in braces replaced by its value; unknown ones stay as they are.</summary>
    public static string Fill(string text, LessonScene scene) => Name().Replace(text, match => Of(scene, match.Groups["name"].Value) ?? match.Value);

    /// <summary>The names that <paramref name="text"/> uses.</summary>
    public static IEnumerable<string> NamesIn(string text) => Name().Matches(text).Select(match => match.Groups["name"].Value).Distinct(StringComparer.Ordinal);

    /// <summary>What the links between the hidden layers multiply by where weights start as the identity.</summary>
    internal static IEnumerable<double> Factors(LabState state) =>
        Enumerable.Range(0, state.Depth - 1).Select(link => link < state.Factors.Count ? state.Factors[link] : state.Gain);

    static double Slope(LessonScene scene) => double.IsNaN(scene.Outlook.SlopeDecades) ? 0 : scene.Outlook.SlopeDecades;

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
