using Fathom.Diagnoses;
using Fathom.Guards;
using Microsoft.Extensions.Logging;

namespace Fathom.Torch.Outlets;

/// <summary>The events that a log gets; docs/metrics.md lists them with their numbers, which stay.</summary>
static partial class LogMessages
{
    [LoggerMessage(EventId = 1, Level = LogLevel.Trace, Message = "Step {Step} was read: loss {Loss}, gradient norm {GradientNorm}.")]
    public static partial void StepRead(ILogger logger, long step, double loss, double gradientNorm);

    [LoggerMessage(EventId = 2, Level = LogLevel.Warning, Message = "The loss of step {Step} is {Loss}.")]
    public static partial void LossNotFinite(ILogger logger, long step, double loss);

    [LoggerMessage(EventId = 3, Message = "Step {Step}: {Guard} {Action}: {Sentence}")]
    public static partial void GuardActed(ILogger logger, LogLevel level, long step, string guard, GuardAction action, string sentence);

    [LoggerMessage(EventId = 4, Message = "{Finding} ({Severity}) at {Place} since step {Step}: {Summary}")]
    public static partial void FindingRaised(ILogger logger, LogLevel level, string finding, Severity severity, string place, long step, string summary);

    [LoggerMessage(EventId = 5, Level = LogLevel.Information, Message = "{Finding} ({Severity}) at {Place} is no longer found at step {Step}.")]
    public static partial void FindingEnded(ILogger logger, string finding, Severity severity, string place, long step);

    [LoggerMessage(EventId = 6, Level = LogLevel.Warning, Message = "Step {Step}: {Sentence}")]
    public static partial void OutletFailed(ILogger logger, long step, string sentence);
}
