using System.Globalization;
using Fathom.Lab.Training;

namespace Fathom.Cli.Text;

/// <summary>What a treated network has kept of what was learnt, in words.</summary>
static class InheritanceText
{
    /// <summary>"keeps 99.5 %, same answers", beside a row.</summary>
    public static string Brief(Inheritance inherited) => $"keeps {Share(inherited)}{(inherited.IsExact ? ", same answers" : "")}";

    /// <summary>The same with its numbers, in a sentence.</summary>
    public static string Sentence(Inheritance inherited)
    {
        var weights = inherited.Started == 0
            ? $"All {Number.Whole(inherited.Kept)} weights go on as they are"
            : $"{Number.Whole(inherited.Kept)} weights go on as they are and {Number.Whole(inherited.Started)} begin anew";
        var lost = inherited.Lost == 0 ? "" : $"; {Number.Whole(inherited.Lost)} have no place any more";
        return $"{weights}{lost}; {Answers(inherited)}";
    }

    static string Answers(Inheritance inherited) => inherited switch
    {
        { IsExact: true } => "the answers are the same until the next step.",
        { Change: double.NaN } => "the answers are others from the first step on.",
        _ => $"the answers change by up to {inherited.Change.ToString("P0", CultureInfo.InvariantCulture)} of the largest.",
    };

    // Never 100 % where something is new.
    static string Share(Inheritance inherited) => inherited.Started == 0 ? "all" : $"{(Math.Floor(inherited.Share * 1000) / 10).ToString("0.0", CultureInfo.InvariantCulture)} %";
}
