using Fathom.Recipes;
using Fathom.Web.Children;
using Fathom.Web.Lessons;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;

namespace Fathom.Web.Lab;

/// <summary>What the Lab's page does: follows the controls, starts trainings and cures, and checks lessons.</summary>
public sealed partial class LabPage
{
    const string Label = "Copy the link";

    // As long as a hand needs from one place of a slider to the next.
    static readonly TimeSpan Debounce = TimeSpan.FromMilliseconds(60);
    static readonly LabLimits Limits = new();

    LabState _state = LabState.Opening;
    LabOutlook? _outlook;
    Fathom.Lab.Datasets.DataPreview? _preview;
    IReadOnlyList<string> _complaints = [];
    Lesson? _lesson;
    LessonCheck _check = new(false, "");
    HashSet<string> _done = new(StringComparer.Ordinal);
    LabRun? _training, _after, _cure;
    LabScript? _script;
    ElementReference _link;
    string _refusal = "", _copied = Label, _viewer = "";
    bool _isThinking, _showsTheory, _isStarted, _isGone, _wantsTheory;

    LabRun? Running => ((LabRun?[])[_training, _after, _cure]).FirstOrDefault(run => run is { Child.IsRunning: true });

    LessonScene Scene => new(_state, _outlook!, Latest);

    /// <summary>The training that a lesson looks at: that of the network as it stands, before any other.</summary>
    LabResult? Latest => _after?.Result is { } after && after.State == _state ? after : _training?.Result;

    string Link => Navigation.ToAbsoluteUri(LessonLink.To(_state, _lesson?.Id, [])).AbsoluteUri;

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        _script = new(Js);
        Open(Navigation.ToAbsoluteUri(Navigation.Uri).Query);
        Navigation.LocationChanged += Follow;
        _viewer = await Viewer.Get();
        Restore();
        await Think();
        _ = Follow(NextChange, Look, TimeSpan.FromSeconds(1));
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender) return;
        _done.UnionWith(await _script!.Done());
        _isStarted = true;
        await Judge();
    }

    void Open(string query)
    {
        var reading = LabUrl.Read(query, LessonLink.LessonKey, LessonLink.DoneKey);
        var others = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(query);
        var lesson = others.TryGetValue(LessonLink.LessonKey, out var id) ? id.ToString() : null;
        _lesson = AllLessons.Find(lesson);
        // Links leave out what stands at its default, so that the defaults stay as they are wherever the Lab opens.
        var state = reading.IsBlank ? _lesson?.Start ?? LabState.Opening : reading.State;
        (_state, _complaints) = (state, lesson is not null && _lesson is null ? [.. reading.Complaints, "The link names a lesson that there is not; choose one from the list of lessons."] : reading.Complaints);
        if (others.TryGetValue(LessonLink.DoneKey, out var done)) _done.UnionWith(LessonLink.Done(done));
    }

    void Follow(object? sender, LocationChangedEventArgs change)
    {
        var uri = Navigation.ToAbsoluteUri(change.Location);
        if (!uri.AbsolutePath.EndsWith("/lab", StringComparison.Ordinal)) return;
        _ = InvokeAsync(() =>
        {
            Open(uri.Query);
            return Think();
        });
    }

    /// <summary>After a reload the page finds what it had started.</summary>
    void Restore()
    {
        foreach (var child in Children.Of(_viewer).Where(child => child.Order.IsForLab).Reverse())
        {
            var run = new LabRun(child, child.Order.Recipe is { } recipe ? LabTakeover.Of(recipe, _state).State : _state, Watches) { IsCured = child.Order.Kind == ChildKind.Train && child.Order.Name.EndsWith("-cured", StringComparison.Ordinal) };
            Place(run);
        }
    }

    void Place(LabRun run)
    {
        if (run.IsCure)
        {
            _cure?.Dispose();
            _cure = run;
        }
        else if (run.IsCured)
        {
            _after?.Dispose();
            _after = run;
        }
        else
        {
            _training?.Dispose();
            _after?.Dispose();
            _cure?.Dispose();
            (_training, _after, _cure) = (run, null, null);
        }
    }

    Task NextChange() => Task.WhenAny([.. new[] { _training, _after, _cure }.OfType<LabRun>().Select(run => run.Changed), Task.Delay(TimeSpan.FromSeconds(1))]);

    void Look()
    {
        foreach (var run in new[] { _training, _after, _cure }.OfType<LabRun>()) run.Look();
        if (_cure is { Child.IsRunning: false, Cured: { } cured } && _after is null && _training is not null && Running is null) TrainCured(cured);
        if (_isStarted) _ = Judge();
    }

    async Task Move(LabState state)
    {
        (_state, _copied, _complaints, _refusal) = (state, Label, [], "");
        await Think();
    }

    /// <summary>Asks theory about the newest state; what came meanwhile is asked at once, what was overtaken never.</summary>
    async Task Think()
    {
        if (_isThinking) return;
        _isThinking = true;
        try
        {
            LabState asked;
            do
            {
                if (_outlook is not null) await Task.Delay(Debounce);
                if (_isGone) return;
                asked = _state;
                (_outlook, _preview) = await Task.Run(() => (LabOutlook.Of(asked), LabPreviews.Of(asked)));
                await Judge();
                StateHasChanged();
                // Before the question whether something moved meanwhile: the browser takes its time, too.
                if (asked == _state) await _script!.ShowAddress(LessonLink.To(asked, _lesson?.Id, _lesson is null ? [] : _done));
            }
            while (asked != _state);
        }
        finally
        {
            _isThinking = false;
        }
    }

    async Task Judge()
    {
        if (_lesson is null || _outlook is null) return;
        _check = _lesson.Check(Scene);
        if (_check.IsDone && _isStarted && _done.Add(_lesson.Id)) await _script!.Keep(_done);
    }

    async Task Begin(Lesson lesson)
    {
        (_lesson, _state, _complaints) = (lesson, lesson.Start, []);
        await Think();
    }

    Task Reset() => Move(_lesson?.Start ?? LabState.Opening);

    NetworkDrawing Drawing(LabOutlook outlook)
    {
        // The newest training of just this network; where the controls have moved since, theory alone can speak.
        var run = _after is { } after && after.State == _state ? after : _training is { } training && training.State == _state ? training : null;
        return !_showsTheory && run?.View is { } view && NetworkDrawing.Measured(_state, outlook, view) is { } measured ? measured : NetworkDrawing.Of(_state, outlook);
    }

    Task Train() => Start(new(ChildKind.Train, LabRecipe.Of(_state).Name) { Recipe = LabRecipe.Of(_state), IsForLab = true }, _state, isCured: false);

    Task Cure() => Start(new(ChildKind.Cure, LabRecipe.Of(_state).Name) { Recipe = LabRecipe.Of(_state), IsForLab = true }, _state, isCured: false);

    void TrainCured(Recipe cured)
    {
        var name = _training!.Child.Order.Name + "-cured";
        _ = Start(new(ChildKind.Train, name) { Recipe = cured with { Name = name }, IsForLab = true }, LabTakeover.Of(cured, _cure!.State).State, isCured: true);
    }

    Task Start(ChildOrder order, LabState state, bool isCured)
    {
        _refusal = Limits.Refusal(state) ?? "";
        if (_refusal.Length > 0) return Task.CompletedTask;
        try
        {
            Place(new LabRun(Children.Start(order, _viewer), state, Watches) { IsCured = isCured });
        }
        catch (ChildRefusedException refusal)
        {
            _refusal = refusal.Message;
        }

        return Task.CompletedTask;
    }

    Task TakeOver(LabState state) => Move(state);

    async Task Copy() => _copied = await _script!.Copy(_link) ? "✓ Copied" : "Press Ctrl-C";

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _isGone = true;
        Navigation.LocationChanged -= Follow;
        foreach (var run in new[] { _training, _after, _cure }.OfType<LabRun>()) run.Dispose();
        base.Dispose(disposing);
    }
}
