using Fathom.Lab.Recipes;
using Fathom.Lab.Training;
using Fathom.Recipes;
using Fathom.Runs;
using Fathom.Web.Children;
using Fathom.Web.Live;

namespace Fathom.Web.Lab;

/// <summary>A training or a cure that the Lab has started, as the page follows it.</summary>
public sealed class LabRun : IDisposable
{
    /// <summary>Where a child writes what its network answers, in its run's folder.</summary>
    public const string AnswersFile = "answers.json";

    readonly RunViewing _viewing;
    long _answersRead;

    /// <summary>Follows <paramref name="child"/>, which was started where the controls stood at <paramref name="state"/>.</summary>
    public LabRun(Child child, LabState state, RunWatches watches)
    {
        ArgumentNullException.ThrowIfNull(child);
        ArgumentNullException.ThrowIfNull(watches);
        (Child, State) = (child, state);
        _viewing = watches.Watch(child.RunFolder);
    }

    /// <summary>The process.</summary>
    public Child Child { get; }

    /// <summary>Where the controls stood.</summary>
    public LabState State { get; }

    /// <summary>Whether it is the training of a recipe that a cure has made.</summary>
    public bool IsCured { get; init; }

    /// <summary>Whether it looks for a cure.</summary>
    public bool IsCure => Child.Order.Kind == ChildKind.Cure;

    /// <summary>The run as it is followed.</summary>
    public RunWatch Watch => _viewing.Watch;

    /// <summary>What is recorded so far; null before the first record.</summary>
    public RunView? View { get; private set; }

    /// <summary>What the network answered last; null before it was asked.</summary>
    public Answers? Answers { get; private set; }

    /// <summary>Completes with the next change; taken anew after each.</summary>
    public Task Changed => Child.IsRunning ? Task.WhenAny(_viewing.Watch.Changed, Child.Ended) : _viewing.Watch.Changed;

    /// <summary>What became of it, so far; null before the first record, and of a cure.</summary>
    public LabResult? Result
    {
        get
        {
            if (View is not { } view || IsCure) return null;
            var result = LabResult.Of(State, view);
            // A process that is gone runs no longer, whatever its journal had no time to say.
            return result.Status == RunStatus.Running && !Child.IsRunning ? result with { Status = RunStatus.Lost } : result;
        }
    }

    /// <summary>The recipe that the cure has found; null where it has none, or none yet.</summary>
    public Recipe? Cured
    {
        get
        {
            if (Child.CuredRecipe.Length == 0) return null;
            try
            {
                return RecipeFile.Parse(Child.CuredRecipe);
            }
            catch (RecipeException)
            {
                return null;
            }
        }
    }

    /// <summary>Takes up what is new.</summary>
    public void Look()
    {
        View = _viewing.Watch.State.View ?? View;
        if (IsCure) return;
        var path = Path.Combine(Child.RunFolder, AnswersFile);
        var written = File.Exists(path) ? File.GetLastWriteTimeUtc(path).Ticks : 0;
        if (written == _answersRead) return;
        // Where it is just being replaced, the next look finds it.
        if (Fathom.Lab.Training.Answers.Read(path) is not { } answers) return;
        (Answers, _answersRead) = (answers, written);
    }

    /// <summary>Follows it no longer; the process goes on.</summary>
    public void Dispose() => _viewing.Dispose();
}
