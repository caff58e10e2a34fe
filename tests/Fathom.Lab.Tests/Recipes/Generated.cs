using CsCheck;
using Fathom.Lab.Recipes;
using Fathom.Recipes;

namespace Fathom.Lab.Tests.Recipes;

/// <summary>Recipes by chance, made from the registry of words: a new word is generated without a line here.</summary>
static class Generated
{
    const int MostDeep = 3;

    public static Gen<Recipe> Recipe => Record(RecipeWords.Whole, depth: 0).Select(record => (Recipe)record);

    /// <summary>A record of <paramref name="word"/> with each option left out or set to anything its form allows.</summary>
    public static Gen<object> Record(Word word, int depth)
    {
        var gen = Gen.Const(0).Select(_ => word.Fresh());
        foreach (var option in word.Options)
        {
            var value = Value(option.Form, depth);
            var set = option.IsRequired ? Gen.Const(true) : Gen.Bool;
            gen = Gen.Select(gen, set, value, (made, isSet, chosen) => isSet ? option.Set(made, chosen) : made);
        }

        return gen;
    }

    static Gen<object> Value(Form form, int depth) => form switch
    {
        WholeForm<int> whole => Gen.Int[whole.Least, whole.Most].Select(number => (object)number),
        WholeForm<long> whole => Gen.Long[whole.Least, whole.Most].Select(number => (object)number),
        NumberForm number => Number(number).Select(value => (object)value),
        LimitForm limit => Gen.OneOf(Gen.Double[1e-12, limit.Most], OneOf(double.PositiveInfinity, limit.Most)).Select(value => (object)value),
        BooleanForm => Gen.Bool.Select(value => (object)value),
        SeparatorForm => OneOf(',', ';', '|', '\t', ' ').Select(sign => (object)sign),
        RangeForm range => Gen.Select(Gen.Double[range.Least, 0], Gen.Double[0.001, range.Most], (least, most) => (object)ValueList.Of<double>([least, most])),
        NameForm => Gen.String["abcXYZ019-_"].Where(text => text.Length is > 0 and <= 60).Select(text => (object)text),
        TextForm text => Text(text.Most).Select(value => (object)value),
        IListed listed => OneOf([.. listed.Values]),
        ForgetBiasForm => Gen.OneOf(
            Gen.Double[-1000, 1000].Select(value => (object)new FixedForgetBias { Value = value }),
            Gen.Int[3, 10_000_000].Select(steps => (object)new ChronoForgetBias { Steps = steps })),
        ListForm<int> list => Value(list.Item, depth).Array[list.Least, list.Most].Select(items => (object)ValueList.Of<int>([.. items.Cast<int>()])),
        ListForm<double> list => Value(list.Item, depth).Array[list.Least, list.Most].Select(items => (object)ValueList.Of<double>([.. items.Cast<double>()])),
        ListForm<string> list => Value(list.Item, depth).Array[list.Least, 5].Select(items => (object)ValueList.Of<string>([.. items.Cast<string>()])),
        ListForm<Layer> list => Value(list.Item, depth + 1).Array[list.Least, 3].Select(items => (object)ValueList.Of<Layer>([.. items.Cast<Layer>()])),
        ChoiceForm<Activation> choice => Choice(choice.Family, depth),
        ChoiceForm<Layer> choice => Choice(choice.Family, depth),
        ChoiceForm<BranchScale> choice => Choice(choice.Family, depth),
        PaddingForm => Gen.Int[-1, 1000].Select(amount => (object)(amount < 0 ? Padding.Same : Padding.Of(amount))),
        PartsForm => Parts(depth),
        ChoiceForm<Initialization> choice => Choice(choice.Family, depth),
        ChoiceForm<Optimizer> choice => Choice(choice.Family, depth),
        ListForm<ParameterGroup> list => Value(list.Item, depth).Array[list.Least, 3].Select(items => (object)ValueList.Of<ParameterGroup>([.. items.Cast<ParameterGroup>()])),
        ChoiceForm<Schedule> choice => Schedules(choice.Family, depth),
        ChoiceForm<AdaptiveClip> choice => Choice(choice.Family, depth),
        ChoiceForm<LossScale> choice => Choice(choice.Family, depth),
        ChoiceForm<Loss> choice => Choice(choice.Family, depth),
        ChoiceForm<Preparation> choice => Choice(choice.Family, depth),
        ChoiceForm<DataSource> choice => Choice(choice.Family, depth),
        SectionForm<Network> section => Record(section.Word, depth),
        SectionForm<ParameterGroup> section => Record(section.Word, depth),
        SectionForm<TrainingPlan> section => Record(section.Word, depth),
        _ => throw new NotSupportedException($"No generator is known for {form.GetType()}."),
    };

    static Gen<object> Parts(int depth) =>
        Gen.Select(Gen.String["abcXYZ019-_"].Where(text => text.Length is > 0 and <= 60), Value(LayerWords.List, depth + 1))
            .Array[1, 3].Select(parts => (object)ValueList.Of<Part>([.. parts.DistinctBy(part => part.Item1).Select(part => new Part(part.Item1, (ValueList<Layer>)part.Item2))]));

    static Gen<object> Choice(Family family, int depth) =>
        Gen.OneOf([.. family.Words.Where(word => depth < MostDeep || !word.Options.Any(option => option.Form.IsBlock)).Select(word => Record(word, depth))]);

    // A schedule may hold another, which would go on for ever.
    static Gen<object> Schedules(Family family, int depth) =>
        Gen.OneOf([.. family.Words.Where(word => depth < MostDeep || word.Record != typeof(WarmUp)).Select(word => Record(word, depth + 1))]);

    static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);

    static Gen<double> Number(NumberForm form) =>
        Gen.OneOf(Gen.Double[form.Least, form.Most], Gen.Double[-12, 0].Select(power => Math.Pow(10, power)), OneOf(form.Least, form.Most))
            .Where(value => (form.Above ? value > form.Least : value >= form.Least) && (form.Below ? value < form.Most : value <= form.Most));

    static Gen<string> Text(int most) =>
        Gen.OneOf(
            OneOf("null", "~", "true", "1", "0x1", "- a", "a: b", "# c", "{x}", "[y]", "'", "\"", "\\", "a ", "*b", "&c", "!d", "%e", "@f", "größer", "日本", "😀"),
            Gen.String[Gen.Char[' ', '~']],
            Gen.String[Gen.Char['\u00a0', '\u2fff']])
        .Where(text => text.Trim().Length > 0 && text.Length <= most && !text.Any(char.IsControl));
}
