using static TorchSharp.torch;

namespace Fathom.Torch.Guards;

/// <summary>A training as it was at one step: weights, buffers, what the optimizer remembers, a scaled loss's scale, and torch's random state.</summary>
/// <remarks>
/// Learning rates are not part of it, for schedules belong to the loop. A snapshot owns its tensors: dispose of it. What an optimizer remembers
/// is found where TorchSharp keeps it, in the public fields of its state objects.
/// </remarks>
public sealed class TrainingSnapshot : IDisposable
{
    readonly List<SnapshotEntry> _entries = [];
    readonly SortedDictionary<string, byte[]> _notes = new(StringComparer.Ordinal);

    internal TrainingSnapshot()
    {
    }

    /// <summary>The step before which it was taken, or what was said in its place; 0 where nothing was.</summary>
    public long Step { get; private set; }

    /// <summary>The loss that the weights had on the batch of that step; NaN where none was known.</summary>
    public double Loss { get; private set; } = double.NaN;

    /// <summary>How much memory its tensors take.</summary>
    internal long Bytes => _entries.Sum(entry => entry.Tensor is { } tensor ? tensor.numel() * tensor.element_size() : 0);

    internal IReadOnlyList<SnapshotEntry> Entries => _entries;

    /// <summary>Takes a snapshot.</summary>
    /// <param name="model">Whose weights and buffers are kept.</param>
    /// <param name="optimizer">Whose memory is kept.</param>
    /// <param name="step">How many steps the training has taken; of interest to the caller only.</param>
    /// <param name="loss">The loss of the last one; NaN where there is none.</param>
    public static TrainingSnapshot Of(nn.Module model, optim.Optimizer optimizer, long step = 0, double loss = double.NaN)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(optimizer);
        var snapshot = new TrainingSnapshot();
        snapshot.Capture(new GuardedTraining(model, optimizer, _ => { }), step, loss);
        return snapshot;
    }

    /// <summary>Reads a snapshot from a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="InvalidDataException">The file is no snapshot, is damaged, or was written by a newer version.</exception>
    public static TrainingSnapshot Load(string path) => SnapshotFile.Read(path);

    /// <summary>Reads the newest whole snapshot of a folder, as <see cref="RollBack.Folder"/> holds them.</summary>
    /// <param name="folder">The folder.</param>
    /// <returns>Null where it holds none; damaged files are passed over.</returns>
    public static TrainingSnapshot? LoadNewest(string folder) => SnapshotFile.ReadNewest(folder);

    /// <summary>Writes the snapshot to a file: either the whole file is there afterwards, or the one that was there before.</summary>
    /// <param name="path">The file; its folder is made where it does not exist.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Save(string path) => SnapshotFile.Write(this, path);

    /// <summary>The names under which the loop has put notes of its own beside the weights: where it is in its data, what its schedule knows.</summary>
    public IReadOnlyCollection<string> Notes => _notes.Keys;

    /// <summary>Puts a note beside the weights, in place of one of the same name.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="content">What it says; kept as it is.</param>
    public void SetNote(string name, byte[] content)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(content);
        _notes[name] = content;
    }

    /// <summary>The note of a name; null where there is none.</summary>
    /// <param name="name">Its name.</param>
    public byte[]? NoteOf(string name) => _notes.GetValueOrDefault(name);

    /// <summary>True where every weight, every buffer and everything that the optimizer remembers is finite.</summary>
    public bool IsFinite => _entries.TrueForAll(entry => entry.Kind is SnapshotKind.RandomState || entry.Tensor is null || NonFiniteScan.Count(entry.Tensor.Handle) == 0);

    /// <summary>Makes a training what it was, torch's random state included.</summary>
    /// <param name="model">A model with parameters and buffers of the same names and shapes.</param>
    /// <param name="optimizer">An optimizer of the same kind over the same parameters.</param>
    /// <exception cref="ArgumentException">The snapshot is of another model or optimizer; nothing was changed.</exception>
    public void RestoreTo(nn.Module model, optim.Optimizer optimizer)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(optimizer);
        Restore(new GuardedTraining(model, optimizer, _ => { }));
        RestoreRandomState();
    }

    /// <summary>Makes torch's random state what it was, and nothing else: for a model that is no longer the one that was kept.</summary>
    public void RestoreRandomState()
    {
        using var scope = NewDisposeScope();
        if (_entries.Find(entry => entry.Kind == SnapshotKind.RandomState) is { Tensor: { } state }) set_rng_state(state);
    }

    /// <summary>Frees the memory.</summary>
    public void Dispose()
    {
        foreach (var entry in _entries) entry.Tensor?.Dispose();
        _entries.Clear();
    }

    /// <summary>Fills the snapshot, in the memory that it has where it fits.</summary>
    internal void Capture(GuardedTraining training, long step, double loss)
    {
        using var scope = NewDisposeScope();
        using var without = no_grad();
        (Step, Loss) = (step, loss);
        var place = 0;
        foreach (var (kind, name, tensor, number) in Present(training)) Keep(place++, kind, name, tensor, number);
        while (_entries.Count > place) Drop(_entries.Count - 1);
    }

    /// <summary>Makes the training what it was, but for the random state.</summary>
    internal void Restore(GuardedTraining training)
    {
        using var scope = NewDisposeScope();
        using var without = no_grad();
        Check(training);
        var kept = _entries.Where(entry => entry.Kind is SnapshotKind.Weight or SnapshotKind.Buffer).ToDictionary(entry => (entry.Kind, entry.Name), entry => entry.Tensor!);
        foreach (var (name, parameter) in training.Weights) parameter.copy_(kept[(SnapshotKind.Weight, name)]);
        foreach (var (name, buffer) in training.Buffers) buffer.copy_(kept[(SnapshotKind.Buffer, name)]);
        var memory = new Queue<SnapshotEntry>(_entries.Where(entry => entry.Kind is SnapshotKind.Memory or SnapshotKind.Number));
        foreach (var cell in training.Memory.Cells)
        {
            for (var field = 0; field < cell.TensorCount; field++) cell.SetTensor(field, memory.Dequeue().Tensor);
            for (var field = 0; field < cell.NumberCount; field++) cell.SetNumber(field, memory.Dequeue().Number);
        }

        if (training.Scaler is { } scaler) scaler.Resume(memory.Dequeue().Number, (long)memory.Dequeue().Number);
        training.BuffersWereRestored = true;
    }

    internal void Add(SnapshotEntry entry) => _entries.Add(entry);

    internal void Name(long step, double loss) => (Step, Loss) = (step, loss);

    static IEnumerable<SnapshotEntry> Present(GuardedTraining training)
    {
        foreach (var (name, parameter) in training.Weights) yield return new(SnapshotKind.Weight, name, parameter, 0);
        foreach (var (name, buffer) in training.Buffers) yield return new(SnapshotKind.Buffer, name, buffer, 0);
        foreach (var cell in training.Memory.Cells)
        {
            for (var field = 0; field < cell.TensorCount; field++) yield return new(SnapshotKind.Memory, cell.NameOf(field), cell.Tensor(field), 0);
            for (var field = 0; field < cell.NumberCount; field++) yield return new(SnapshotKind.Number, cell.NameOfNumber(field), null, cell.Number(field));
        }

        if (training.Scaler is { } scaler)
        {
            yield return new(SnapshotKind.Number, "loss scale", null, scaler.CurrentScale);
            yield return new(SnapshotKind.Number, "steps without overflow", null, scaler.GoodSteps);
        }

        yield return new(SnapshotKind.RandomState, "torch", get_rng_state(), 0);
    }

    void Keep(int place, SnapshotKind kind, string name, Tensor? tensor, double number)
    {
        var old = place < _entries.Count ? _entries[place].Tensor : null;
        var fits = old is not null && tensor is not null && old.dtype == tensor.dtype && old.shape.AsSpan().SequenceEqual(tensor.shape);
        if (fits) old!.copy_(tensor!);
        else old?.Dispose();
        var copy = fits ? old : tensor?.detach().cpu().contiguous().clone().DetachFromDisposeScope();
        var entry = new SnapshotEntry(kind, name, copy, number);
        if (place < _entries.Count) _entries[place] = entry;
        else _entries.Add(entry);
    }

    void Drop(int place)
    {
        _entries[place].Tensor?.Dispose();
        _entries.RemoveAt(place);
    }

    void Check(GuardedTraining training)
    {
        var present = Present(training).ToList();
        if (present.Count != _entries.Count)
            throw new ArgumentException($"The snapshot must be of the same model and optimizer, but it has {_entries.Count} entries where these have {present.Count}.", nameof(training));
        foreach (var (now, then) in present.Zip(_entries))
        {
            var same = now.Kind == then.Kind && string.Equals(now.Name, then.Name, StringComparison.Ordinal)
                && (now.Kind is SnapshotKind.RandomState || now.Tensor is null || then.Tensor is null || now.Tensor.shape.AsSpan().SequenceEqual(then.Tensor.shape));
            if (!same) throw new ArgumentException($"The snapshot must be of the same model and optimizer, but it has {then.Name} where these have {now.Name}, or of another shape.", nameof(training));
        }
    }
}
