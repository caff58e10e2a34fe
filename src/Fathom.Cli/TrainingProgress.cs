namespace Fathom.Cli;

/// <summary>How far a training or an experiment is; the latter has no loss.</summary>
readonly record struct TrainingProgress(long Step, long Steps, double? Loss)
{
    /// <summary>The step at which this call began to train, 0 for the beginning.</summary>
    public long From { get; init; }

    /// <summary>The latest loss over the data held out; null before there is one.</summary>
    public double? HeldOut { get; init; }
}
