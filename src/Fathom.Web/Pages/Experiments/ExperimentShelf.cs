using Fathom.Lab.Experiments;
using Microsoft.AspNetCore.Components;

namespace Fathom.Web.Pages.Experiments;

/// <summary>An experiment with its page and its recorded result, as they stand in the documents.</summary>
sealed class ExperimentShelf
{
    // What a machine without an accelerator does in a few minutes; the others train hundreds of networks.
    static readonly string[] Small = ["mean-field", "random-recipes"];

    readonly Lazy<MarkupString> _description;
    readonly Lazy<MarkupString> _result;

    ExperimentShelf(IExperiment experiment)
    {
        (Name, Question) = (experiment.Name, experiment.Question);
        _description = new(() => new(Document.Html(Document.Find($"experiments/{Name}.md") ?? $"# {Name}\n\n{Question}")));
        _result = new(() => new(Document.Html(Document.Find($"{Name}.md") ?? "")));
    }

    public static IReadOnlyList<ExperimentShelf> List { get; } = [.. AllExperiments.List.Select(experiment => new ExperimentShelf(experiment))];

    public string Name { get; }

    public string Question { get; }

    /// <summary>True where a page may start it.</summary>
    public bool IsSmall => Small.Contains(Name, StringComparer.Ordinal);

    public bool HasResult => Document.Find($"{Name}.md") is not null;

    public MarkupString Description => _description.Value;

    public MarkupString Result => _result.Value;

    public static ExperimentShelf? Find(string name) => List.FirstOrDefault(experiment => experiment.Name == name);
}
