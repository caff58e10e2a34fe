namespace Fathom.Cli;

/// <summary>How far a training or an experiment is; the latter has no loss.</summary>
readonly record struct TrainingProgress(long Step, long Steps, double? Loss);
