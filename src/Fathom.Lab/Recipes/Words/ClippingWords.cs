using Fathom.Recipes;

namespace Fathom.Lab.Recipes;

static class ClippingWords
{
    public static Family All { get; } = new("adaptive clipping", Spelling.Call,
    [
        new("none", "No adaptive clipping.", () => new NoClip()),
        new("percentile", "The gradient's norm is held below a percentile of the norms of the recent past.", () => new PercentileClip(),
            Option.Of("percent", new NumberForm(0, 100), (PercentileClip clip) => clip.Percentile,
                (clip, percentile) => clip with { Percentile = percentile }, "The percentile; where norms stay as they are, 10 clips nine steps of ten."),
            Option.Of("window", new WholeForm<int>(1, 1_000_000), (PercentileClip clip) => clip.Window,
                (clip, window) => clip with { Window = window }, "How many past norms count.")) { HasMain = true, Aliases = ["autoclip"] },
        new("unitwise", "Each unit's gradient is held below a share of the norm of the unit's weights.", () => new UnitwiseClip(),
            Option.Of("ratio", new NumberForm(0, 1000) { Above = true }, (UnitwiseClip clip) => clip.Ratio,
                (clip, ratio) => clip with { Ratio = ratio }, "The share."),
            Option.Of("eps", new NumberForm(0, 1) { Above = true }, (UnitwiseClip clip) => clip.Epsilon,
                (clip, epsilon) => clip with { Epsilon = epsilon }, "The norm that weights count with at least, so that zeros can grow."),
            Option.Of("last-layer", new BooleanForm(), (UnitwiseClip clip) => clip.LastLayer,
                (clip, lastLayer) => clip with { LastLayer = lastLayer }, "Whether the last layer is clipped too.")) { HasMain = true, Aliases = ["agc"] },
        new("z-score", "A gradient whose norm stands out from the running mean by too many deviations is pulled back towards it.", () => new ZScoreClip(),
            Option.Of("threshold", new NumberForm(0, 1000) { Above = true }, (ZScoreClip clip) => clip.Threshold,
                (clip, threshold) => clip with { Threshold = threshold }, "From how many deviations on."),
            Option.Of("alpha", new NumberForm(0, 1) { Below = true }, (ZScoreClip clip) => clip.Alpha,
                (clip, alpha) => clip with { Alpha = alpha }, "How slowly mean and variance forget."),
            Option.Of("warm-up", new WholeForm<int>(1, 1_000_000), (ZScoreClip clip) => clip.WarmUp,
                (clip, warmUp) => clip with { WarmUp = warmUp }, "From how many norms the first mean and variance are taken.")) { HasMain = true, Aliases = ["zclip"] },
    ]);

    public static ChoiceForm<AdaptiveClip> Form { get; } = new(() => All);
}
