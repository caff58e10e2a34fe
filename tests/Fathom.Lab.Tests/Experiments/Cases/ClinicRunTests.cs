using Fathom.Diagnoses;
using Fathom.Lab.Experiments.Cases;

namespace Fathom.Lab.Tests.Experiments.Cases;

public class ClinicRunTests
{
    static readonly ClinicCase DeadByRate = new()
    {
        Name = "killed",
        Recipe = Some.Recipe(),
        Source = "",
        Expected = ["dead-units"],
        Allowed = ["loss-plateau"],
        Causes = ["learning-rate"],
    };

    readonly ClinicRun _run = new(DeadByRate, []);

    [Fact]
    public void Recognises_a_finding_that_is_folded_under_another_and_takes_its_cause()
    {
        _run.Hear([Finding("learning-rate-too-high", Severity.Error, "learning-rate") with { Consequences = [Finding("dead-units", Severity.Warning, "activation-slopes")] }], step: 7);

        Assert.Equal(7, _run.DetectedAt);
        Assert.Equal("learning-rate", _run.MainCause);
        Assert.True(_run.HasRightCause);
        Assert.Equal(["learning-rate-too-high"], _run.FalseAlarms);
    }

    [Fact]
    public void Does_not_count_a_note_as_recognised_until_it_becomes_a_warning()
    {
        _run.Hear([Finding("dead-units", Severity.Note, "learning-rate")], step: 2);

        Assert.False(_run.IsRecognised);
        Assert.True(_run.IsOnlyNoted);

        _run.Hear([Finding("dead-units", Severity.Warning, "learning-rate")], step: 9);

        Assert.Equal(9, _run.DetectedAt);
        Assert.False(_run.IsOnlyNoted);
    }

    [Fact]
    public void Remembers_an_alarm_that_is_later_taken_back()
    {
        _run.Hear([Finding("rank-collapse", Severity.Warning, "x"), Finding("loss-plateau", Severity.Warning, "x")], step: 3);
        _run.Hear([], step: 4);

        Assert.Equal(["rank-collapse"], _run.FalseAlarms);
    }

    [Fact]
    public void Counts_a_wrong_cause_as_wrong()
    {
        _run.Hear([Finding("dead-units", Severity.Error, "weight-scale")], step: 3);

        Assert.True(_run.IsRecognised);
        Assert.False(_run.HasRightCause);
    }

    static Finding Finding(string id, Severity severity, string cause) => new()
    {
        Id = id,
        Severity = severity,
        Place = "linear1",
        Step = 1,
        Summary = "",
        Causes = [new Cause(cause, 1, "")],
    };
}
