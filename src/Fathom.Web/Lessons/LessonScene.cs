using Fathom.Web.Lab;

namespace Fathom.Web.Lessons;

/// <summary>What a lesson speaks of: the learner's own network.</summary>
/// <param name="State">Where the controls stand.</param>
/// <param name="Outlook">What theory says of it.</param>
/// <param name="Result">What its latest training gave; null where none was.</param>
public sealed record LessonScene(LabState State, LabOutlook Outlook, LabResult? Result)
{
    /// <summary>The result of the training of just this network; null where the controls have moved since.</summary>
    public LabResult? Own => Result is { } result && result.State == State ? result : null;
}
