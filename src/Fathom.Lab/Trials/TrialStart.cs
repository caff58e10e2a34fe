using System.Security.Cryptography;
using Fathom.Lab.Training;

namespace Fathom.Lab.Trials;

/// <summary>The checkpoint that trials go on from, in whichever process they run.</summary>
/// <param name="Checkpoint">Its file.</param>
/// <param name="Fingerprint">The SHA-256 of the file, so that no trial goes on from another one that has taken its place meanwhile.</param>
public sealed record TrialStart(string Checkpoint, string Fingerprint)
{
    /// <summary>Whether norms that a treatment puts in start as the identity, so that the network's answers stay what they are; false: as the recipe says.</summary>
    public bool KeepsFunction { get; init; } = true;

    /// <summary>The start of a checkpoint that can be read.</summary>
    /// <param name="path">The checkpoint's file.</param>
    public static TrialStart Of(string path) => new(Path.GetFullPath(path), FingerprintOf(path));

    /// <summary>Reads the checkpoint, which is the caller's to dispose of.</summary>
    /// <exception cref="CheckpointException">It cannot be read, or is another one by now.</exception>
    internal Checkpoint Load()
    {
        var checkpoint = Training.Checkpoint.Load(Checkpoint);
        if (FingerprintOf(Checkpoint) == Fingerprint) return checkpoint;
        checkpoint.Dispose();
        throw new CheckpointException($"{Checkpoint} has changed since the search began: copy the checkpoint of a training that still runs, and search from the copy.");
    }

    static string FingerprintOf(string path)
    {
        using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }
}
