using System.Globalization;
using Fathom.Prognoses;
using Fathom.Recipes;

namespace Fathom.Web.Lab;

/// <summary>Says in one sentence what a prognosis means.</summary>
static class LabVerdict
{
    const double LevelDecades = 1;

    public static (string Sentence, LabTone Tone) On(LabState state, Recipe recipe, Prognosis prognosis, double decades, int links)
    {
        var who = state.IsSequence
            ? Text($"{state.Length} time steps of {LabWords.LabelOf(LabWords.Cells, state.Cell)}")
            : Text($"{state.Depth} hidden layer{(state.Depth == 1 ? "" : "s")}");
        if (links == 0) return ($"{who} and the output: there is no way back long enough to lose a gradient on.", LabTone.Good);
        if (double.IsNaN(decades)) return ($"{who}: theory has no number for this network; train it to see.", LabTone.Careful);
        var share = Share(decades);
        var first = state.IsSequence ? "first time step" : "first layer";
        if (state.IsSequence && state.Cell is "gru" or "lstm") return Gates(state, who, share, decades);
        if (state.IsSequence && decades < Math.Log10(LabOutlook.RememberedShare))
            return ($"The gradient vanishes: {who} leave {share} of it for the {first}.", LabTone.Bad);
        if (!state.IsSequence && decades < Math.Log10(LabOutlook.SurvivingShare)) return Small(state, recipe, prognosis, who, share);
        if (decades > Math.Log10(LabOutlook.ToleratedGrowth)) return Large(state, recipe, prognosis, who, share, first);
        if (prognosis.Signal == SignalVerdict.Collapsing && !state.IsSequence)
            return ($"{who} leave {share} of the gradient for the {first}, but all inputs come to look nearly alike on the way forward: training has to tell them apart first.", LabTone.Careful);
        return Math.Abs(decades) < LevelDecades
            ? ($"The gradient stays level: {who} leave {share} of it for the {first}.", LabTone.Good)
            : ($"The gradient {(decades < 0 ? "fades" : "grows")} a little: {who} leave {share} of it for the {first}.", LabTone.Careful);
    }

    /// <summary>A small gradient is a symptom; an illness is a layer that stays as it started while others learn.</summary>
    static (string Sentence, LabTone Tone) Small(LabState state, Recipe recipe, Prognosis prognosis, string who, string share)
    {
        var movement = LabMovement.Of(state, recipe, prognosis);
        if (movement is { Starves: true } && prognosis.TotalDecades.Middle < Math.Log10(LabOutlook.SurvivingShare))
            return (Text($"The gradient vanishes: {who} leave {share} of it for the first layer, which would move by less than a hundredth of its size in {state.Steps:N0} steps."), LabTone.Bad);
        var consequence = movement switch
        {
            null => "",
            { CanMove: true } => Text($" That need not harm: in {state.Steps:N0} steps the layer can still move by up to {Of(movement.FirstAtMost)} its size."),
            _ => " At this learning rate the output does not move much more either.",
        };
        return ($"Little of the gradient arrives: {who} leave {share} of it for the first layer.{consequence}", LabTone.Careful);
    }

    static (string Sentence, LabTone Tone) Large(LabState state, Recipe recipe, Prognosis prognosis, string who, string share, string first) =>
        LabMovement.Of(state, recipe, prognosis) is { Overwrites: false } && !state.IsSequence
            ? ($"The gradient grows: {who} multiply it by {share} on its way to the {first}, but this optimizer's steps are small enough for it.", LabTone.Careful)
            : ($"The gradient explodes: {who} multiply it by {share} on its way to the {first}.", LabTone.Bad);

    static string Of(double movement) => movement switch
    {
        < 1 => Text($"{movement:0 %} of"),
        < 1000 => Text($"{movement:0} times"),
        _ => "more than a thousand times",
    };

    static (string Sentence, LabTone Tone) Gates(LabState state, string who, string share, double decades) =>
        decades < Math.Log10(LabOutlook.RememberedShare)
            ? ($"The memory is short: the gates of {who} alone leave about {share} of the gradient for the first time step. What the state carries besides comes on top, and may be enough.", LabTone.Careful)
            : ($"The memory reaches: the gates of {who} alone leave about {share} of the gradient for the first time step.", LabTone.Good);

    /// <summary>"1.0e-17", "0.12", "35": the number whose decades are given, below the smallest double as well.</summary>
    public static string Share(double decades)
    {
        if (double.IsNaN(decades)) return "an unknown share";
        if (double.IsNegativeInfinity(decades)) return "nothing";
        if (decades is >= -2 and < 3) return Math.Pow(10, decades).ToString(decades < 0 ? "0.00#" : decades < 1 ? "0.0#" : "0", CultureInfo.InvariantCulture);
        var whole = Math.Floor(decades);
        var digits = Math.Round(Math.Pow(10, decades - whole), 1);
        if (digits >= 10) (digits, whole) = (1, whole + 1);
        return string.Create(CultureInfo.InvariantCulture, $"{digits:0.0}e{(whole < 0 ? "-" : "+")}{Math.Abs(whole):0}");
    }

    static string Text(FormattableString sentence) => sentence.ToString(CultureInfo.InvariantCulture);
}
