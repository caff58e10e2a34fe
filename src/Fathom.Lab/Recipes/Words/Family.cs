namespace Fathom.Lab.Recipes;

/// <summary>Words of which one stands in a certain place.</summary>
/// <param name="Noun">What one of them is called: <c>layer</c>.</param>
/// <param name="Spelling">How their options are written.</param>
/// <param name="Words">All of them, in the order of the docs.</param>
sealed record Family(string Noun, Spelling Spelling, params IReadOnlyList<Word> Words)
{
    /// <summary>The key that names the word where <see cref="Spelling.Source"/> says so.</summary>
    public const string SourceKey = "source";

    public Word? Find(string name) =>
        Words.FirstOrDefault(word => word.Name == name) ?? Words.FirstOrDefault(word => word.Aliases.Contains(name, StringComparer.Ordinal));

    public Word Of(object record) => Words.First(word => word.Record == record.GetType());

    /// <summary>A sentence for a name that none of the words has.</summary>
    public string Unknown(string name)
    {
        var names = Words.SelectMany(word => word.Aliases.Prepend(word.Name)).ToArray();
        return $"There is no {Noun} {ScalarNode.Shorten(name)}; "
            + (NearestName.Of(name, names) is { } near ? $"did you mean {near}?" : $"there are {string.Join(", ", names)}.");
    }
}
