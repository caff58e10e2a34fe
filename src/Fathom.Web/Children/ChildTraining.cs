using System.Globalization;
using Fathom.Lab.Recipes;
using Fathom.Recipes;

namespace Fathom.Web.Children;

/// <summary>
/// Starts trainings as child processes, for no training runs inside the server: whatever it does, the pages stay up. The children end with the
/// server. Safe to use from several threads.
/// </summary>
public sealed class ChildTraining : IDisposable
{
    const int MostEnded = 50;

    readonly WatchOptions _options;
    readonly Lock _lock = new();
    readonly List<Child> _children = [];
    bool _isDisposed;

    /// <summary>Children that write their runs into the folder that <paramref name="options"/> name.</summary>
    public ChildTraining(WatchOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
    }

    /// <summary>What may be started.</summary>
    public ChildLimits Limits => _options.Limits;

    /// <summary>False where this server starts nothing at all.</summary>
    public bool IsPossible => _options.Program.Count > 0;

    /// <summary>Starts a child.</summary>
    /// <param name="order">What it shall do.</param>
    /// <param name="viewer">Who asks.</param>
    /// <exception cref="ChildRefusedException">It is beyond a limit, or it could not be started.</exception>
    public Child Start(ChildOrder order, string viewer)
    {
        ArgumentNullException.ThrowIfNull(order);
        ArgumentNullException.ThrowIfNull(viewer);
        Check(order);
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            var running = _children.Where(child => child.IsRunning).ToList();
            if (running.Count(child => child.Viewer == viewer) >= Limits.PerViewer)
                throw new ChildRefusedException(Limits.PerViewer == 1 ? "You have a training under way. Stop it, or wait for its end." : $"You have {Limits.PerViewer} trainings under way. Stop one, or wait for its end.");
            if (running.Count >= Limits.AtOnce)
                throw new ChildRefusedException($"This server runs {running.Count} trainings of its viewers already, and no more at once. Try again when one has ended.");
            var child = Begin(order, viewer);
            _children.Add(child);
            while (_children.Count > MostEnded && _children.Find(old => !old.IsRunning) is { } oldest) _children.Remove(oldest);
            return child;
        }
    }

    /// <summary>The child with this id; null where there is none.</summary>
    public Child? Find(string id)
    {
        lock (_lock) return _children.Find(child => child.Id == id);
    }

    /// <summary>The children of a viewer, the newest first.</summary>
    public IReadOnlyList<Child> Of(string viewer)
    {
        lock (_lock) return [.. _children.Where(child => child.Viewer == viewer).Reverse()];
    }

    /// <summary>Stops all children.</summary>
    public void Dispose()
    {
        List<Child> children;
        lock (_lock)
        {
            if (_isDisposed) return;
            _isDisposed = true;
            children = [.. _children];
        }

        foreach (var child in children) child.Dispose();
    }

    void Check(ChildOrder order)
    {
        if (!IsPossible) throw new ChildRefusedException("This server starts no trainings.");
        if (order.Kind == ChildKind.Experiment) return;
        var recipe = order.Recipe ?? throw new ChildRefusedException("There is no recipe to train.");
        if (!order.MayReadFiles && ReadsFiles(recipe.Data)) throw new ChildRefusedException("A network from a page learns from built-in data, not from files.");
        if (recipe.Training.Steps > Limits.MostSteps) throw new ChildRefusedException(Invariant($"A training from a page has at most {Limits.MostSteps:n0} steps, but this one has {recipe.Training.Steps:n0}. Start it with fathom train."));
        if (recipe.Training.Batch > Limits.MostBatch) throw new ChildRefusedException(Invariant($"A step from a page takes at most {Limits.MostBatch:n0} samples, but this one takes {recipe.Training.Batch:n0}. Start it with fathom train."));
        try
        {
            RecipeFile.Check(recipe);
        }
        catch (RecipeException refusal)
        {
            throw new ChildRefusedException(refusal.Message, refusal);
        }

        // Only a network that is whole has a count.
        if (recipe.Network.ParameterCount is var parameters && parameters > Limits.MostParameters)
            throw new ChildRefusedException(Invariant($"A network from a page learns at most {Limits.MostParameters:n0} numbers, but this one has {parameters:n0}. Start it with fathom train, or make it narrower or shallower."));
    }

    static bool ReadsFiles(DataSource data) => data is not (GeneratedData or PublishedData { Path: null });

    Child Begin(ChildOrder order, string viewer)
    {
        var id = Guid.CreateVersion7(_options.Time.GetUtcNow()).ToString();
        var folder = Path.Combine(_options.RunsFolder, Invariant($"{_options.Time.GetUtcNow():yyyyMMdd-HHmmss}-page-{id[^12..]}"));
        try
        {
            return new Child(order, id, viewer, folder, _options);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            throw new ChildRefusedException($"The training could not be started: {failure.Message}", failure);
        }
    }

    static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
