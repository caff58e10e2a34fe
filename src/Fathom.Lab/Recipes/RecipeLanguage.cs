namespace Fathom.Lab.Recipes;

/// <summary>Every word of the recipe language, found by following the options from the recipe's root.</summary>
static class RecipeLanguage
{
    /// <summary>The recipe and the maps in it with fixed keys, in the order in which they are met.</summary>
    public static IReadOnlyList<Word> Sections { get; } = Found<ISectionForm>().Select(form => form.Word).Distinct().ToArray();

    /// <summary>The families of words, in the order in which they are met.</summary>
    public static IReadOnlyList<Family> Families { get; } = Found<IChoiceForm>().Select(form => form.Family).Distinct().ToArray();

    /// <summary>A form that reads words of <paramref name="family"/>.</summary>
    public static Form FormOf(Family family) => Forms().First(form => form is IChoiceForm choice && choice.Family == family);

    static IEnumerable<T> Found<T>() => Forms().OfType<T>();

    static List<Form> Forms()
    {
        var found = new List<Form>();
        var words = new HashSet<Word>(ReferenceEqualityComparer.Instance);
        Follow(RecipeWords.Root);
        return found;

        void Follow(Form form)
        {
            found.Add(form);
            if (form is IListForm list) Follow(list.Inner);
            if (form is ISectionForm section) FollowWord(section.Word);
            foreach (var word in (form as IChoiceForm)?.Family.Words ?? []) FollowWord(word);
        }

        void FollowWord(Word word)
        {
            if (!words.Add(word)) return;
            foreach (var option in word.Options) Follow(option.Form);
        }
    }
}
