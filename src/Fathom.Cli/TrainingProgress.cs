namespace Fathom.Cli;

/// <summary>How far a training is.</summary>
readonly record struct TrainingProgress(long Step, long Steps, double Loss);
