using Fathom.Recipes;

namespace Fathom.Lab.Recipes;

/// <summary>Makes words for data sources.</summary>
static class DataWord
{
    /// <summary>A word with <paramref name="options"/> of its own and those of every source.</summary>
    public static Word Source<T>(string name, string doc, Func<T> fresh, params IReadOnlyList<Option> options)
        where T : DataSource =>
        new(name, doc, fresh,
        [
            .. options,
            Option.Of("take", new WholeForm<int>(1, int.MaxValue), (T data) => data.Take,
                (data, take) => (T)((DataSource)data with { Take = take }), "At most how many samples to train on; unless said, all that are not held out."),
            Option.Of("hold-out", new NumberForm(0, 0.9), (T data) => data.HoldOut,
                (data, share) => (T)((DataSource)data with { HoldOut = share }), "Which share of the samples the training never sees."),
            Option.Of("prepare", PreparationWords.Form, (T data) => data.Prepare,
                (data, preparation) => (T)((DataSource)data with { Prepare = preparation }), "What is done to the features before anything learns from them; unless said, nothing."),
        ]);
}
