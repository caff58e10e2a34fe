namespace Fathom.Cli;

static class ExitCode
{
    public const int Healthy = 0;
    public const int Findings = 1;
    public const int WrongCall = 2;
    public const int TrainingFailed = 3;
    public const int Interrupted = 130;
}
