using Fathom.Diagnoses;

namespace Fathom.Tests.Diagnoses;

public class FoldingTests
{
    /// <summary>The illnesses that Fathom knows or will know.</summary>
    static readonly string[] Illnesses =
    [
        "vanishing-gradient", "exploding-gradient", "non-finite", "saturated-activation", "dead-units", "poor-initialization",
        "learning-rate-too-high", "learning-rate-too-low", "oscillating-loss", "loss-plateau", "short-memory", "exploding-through-time",
        "lost-updates", "low-precision-underflow", "unscaled-input", "mismatched-output", "unused-parameter", "rank-collapse", "gradient-spike", "uncleared-gradient",
    ];

    [Fact]
    public void Every_row_of_the_table_speaks_of_known_illnesses() =>
        Assert.Empty(Explanations.Table.SelectMany(row => new[] { row.Root, row.Symptom }).Except(Illnesses, StringComparer.Ordinal));

    [Fact]
    public void Every_diagnosis_is_among_the_known_illnesses() =>
        Assert.Empty(AllDiagnoses.List.Select(diagnosis => diagnosis.Id).Except(Illnesses, StringComparer.Ordinal));

    [Fact]
    public void No_row_is_there_twice_and_none_explains_itself()
    {
        Assert.Equal(Explanations.Table.Count, Explanations.Table.Select(row => (row.Root, row.Symptom)).Distinct().Count());
        Assert.DoesNotContain(Explanations.Table, row => row.Root == row.Symptom);
    }

    [Fact]
    public void Forty_dead_layers_under_one_learning_rate_are_one_finding()
    {
        var dead = Enumerable.Range(1, 40).Select(layer => Found("dead-units", 5, place: $"relu{layer}"));

        var root = Assert.Single(Fold([.. dead, Found("learning-rate-too-high", 2)]));

        Assert.Equal("learning-rate-too-high", root.Id);
        Assert.Equal(40, root.Consequences.Count);
        Assert.Equal(("learning-rate", 1.0), (Assert.Single(root.Causes).Id, root.Causes[0].Share));
    }

    [Fact]
    public void What_was_there_earlier_does_not_follow()
    {
        var findings = Fold([Found("learning-rate-too-high", 9), Found("dead-units", 3)]);

        Assert.Equal(["dead-units", "learning-rate-too-high"], findings.Select(finding => finding.Id));
        Assert.All(findings, finding => Assert.Empty(finding.Consequences));
    }

    [Fact]
    public void What_was_there_earlier_follows_where_its_main_cause_says_so()
    {
        var root = Assert.Single(Fold([Found("learning-rate-too-high", 9), Found("dead-units", 3, cause: "learning-rate")]));

        Assert.Equal("learning-rate-too-high", root.Id);
    }

    [Fact]
    public void A_root_is_as_grave_as_what_follows_from_it()
    {
        var root = Assert.Single(Fold([Found("exploding-gradient", 1), Found("non-finite", 4, Severity.Fatal, cause: "overflow")]));

        Assert.Equal(("exploding-gradient", Severity.Fatal, 1L), (root.Id, root.Severity, root.Step));
        Assert.Equal(Severity.Fatal, Assert.Single(root.Consequences).Severity);
    }

    [Fact]
    public void Damaged_data_is_nobodys_consequence()
    {
        var findings = Fold([Found("exploding-gradient", 1), Found("unscaled-input", 1), Found("non-finite", 4, Severity.Fatal, cause: "input-data")]);

        Assert.Equal(["non-finite", "unscaled-input"], findings.Select(finding => finding.Id));
    }

    [Fact]
    public void Long_chains_fold_under_their_first_link()
    {
        var root = Assert.Single(Fold(
        [
            Found("loss-plateau", 90, Severity.Warning), Found("rank-collapse", 3), Found("vanishing-gradient", 3, cause: "weight-scale"),
            Found("lost-updates", 7, Severity.Warning), Found("poor-initialization", 1),
        ]));

        Assert.Equal("poor-initialization", root.Id);
        Assert.Equal(["rank-collapse", "vanishing-gradient", "lost-updates", "loss-plateau"], root.Consequences.Select(finding => finding.Id));
        Assert.All(root.Consequences, finding => Assert.Empty(finding.Consequences));
    }

    [Fact]
    public void A_deep_stack_of_sigmoids_is_not_blamed_on_its_weights()
    {
        var findings = Fold([Found("poor-initialization", 1, Severity.Warning), Found("vanishing-gradient", 3, cause: "activation-slopes")]);

        Assert.Equal(["vanishing-gradient", "poor-initialization"], findings.Select(finding => finding.Id));
    }

    [Theory]
    [InlineData(1, 1, "exploding-gradient")]
    [InlineData(1, 4, "exploding-gradient")]
    [InlineData(3, 2, "learning-rate-too-high")]
    [InlineData(3, 3, "learning-rate-too-high")]
    public void What_explodes_before_the_first_step_is_the_network_and_later_the_learning_rate(long explodes, long tooHigh, string root) =>
        Assert.Equal(root, Assert.Single(Fold([Found("exploding-gradient", explodes, cause: "weight-scale"), Found("learning-rate-too-high", tooHigh)])).Id);

    [Theory]
    [InlineData("dead-units")]
    [InlineData("rank-collapse")]
    [InlineData("non-finite")]
    public void What_was_there_before_any_step_is_no_fault_of_the_steps(string symptom)
    {
        Assert.Equal(2, Fold([Found("learning-rate-too-high", 1), Found(symptom, 1)]).Count);
        Assert.Single(Fold([Found("learning-rate-too-high", 1), Found(symptom, 2)]));
    }

    [Fact]
    public void Steps_explain_what_bends_a_level_network_and_not_one_that_began_bent()
    {
        Finding[] found = [Found("vanishing-gradient", 5, cause: "activation-slopes"), Found("learning-rate-too-high", 9, cause: "learning-rate")];

        Assert.Equal("learning-rate-too-high", Assert.Single(Folding.Of(found, new Beginning(1, IsLevel: true))).Id);
        Assert.Equal(2, Folding.Of(found, new Beginning(1, IsLevel: false)).Count);
    }

    [Fact]
    public void Units_that_steps_saturated_do_not_explain_what_vanished_before()
    {
        Assert.Equal(2, Fold([Found("vanishing-gradient", 3, cause: "activation-slopes"), Found("saturated-activation", 37, cause: "learning-rate")]).Count);
        Assert.Equal("saturated-activation", Assert.Single(Fold([Found("vanishing-gradient", 3, cause: "activation-slopes"), Found("saturated-activation", 5, cause: "weight-scale")])).Id);
    }

    [Fact]
    public void A_network_that_began_wrong_has_no_right_rate() =>
        Assert.Equal("poor-initialization", Assert.Single(Fold([Found("learning-rate-too-high", 2, cause: "learning-rate"), Found("poor-initialization", 4, cause: "symmetric-weights")])).Id);

    [Fact]
    public void A_harmless_note_does_not_explain_a_plateau() =>
        Assert.Equal(2, Fold([Found("vanishing-gradient", 3, Severity.Note), Found("loss-plateau", 90, Severity.Warning)]).Count);

    [Fact]
    public void Only_the_outputs_own_units_die_of_a_wrong_output()
    {
        var findings = Fold([Found("mismatched-output", 1, place: "relu9"), Found("dead-units", 5, place: "relu9"), Found("dead-units", 5, place: "relu1")]);

        Assert.Equal(2, findings.Count);
        Assert.Equal("relu9", Assert.Single(findings.Single(finding => finding.Id == "mismatched-output").Consequences).Place);
    }

    [Fact]
    public void Everything_keeps_its_own_data()
    {
        var dead = Found("dead-units", 5, cause: "learning-rate") with { Evidence = [new("dead share", 0.9, 0.5)], Treatments = ["Lower it."], Confidence = 0.9 };

        var root = Assert.Single(Fold([dead, Found("learning-rate-too-high", 5)]));

        Assert.Same(dead, Assert.Single(root.Consequences));
    }

    [Fact]
    public void Unrelated_findings_and_those_of_others_stay_as_they_are()
    {
        Finding[] findings = [Found("non-finite", 2, Severity.Fatal), Found("unused-parameter", 1), Found("unprobed-module", 1, Severity.Note), Found("my-own-rule", 1, Severity.Note)];

        Assert.Equal(["non-finite", "unused-parameter", "my-own-rule", "unprobed-module"], Fold(findings).Select(finding => finding.Id));
        Assert.All(Fold(findings), finding => Assert.Contains(finding, findings));
    }

    [Fact]
    public void The_result_does_not_depend_on_the_order_nothing_is_lost_and_no_circle_arises()
    {
        string?[] causes = [null, "weight-scale", "learning-rate", "activation-slopes", "input-scale", "recurrent-steps", "precision", "non-finite"];
        for (var seed = 1; seed <= 300; seed++)
        {
            var chance = new Random(seed);
            Finding[] findings =
            [
                .. Enumerable.Range(0, chance.Next(1, 25)).Select(number => Found(
                    Illnesses[chance.Next(Illnesses.Length)], chance.Next(1, 6), (Severity)chance.Next(4), causes[chance.Next(causes.Length)], $"layer{number}")),
            ];
            var shuffled = findings.ToArray();
            chance.Shuffle(shuffled);

            var folded = Fold(findings);

            Assert.Equal(folded.Select(Tree), Fold(shuffled).Select(Tree));
            Assert.Equal(findings.Select(finding => finding.Place).Order(StringComparer.Ordinal), folded.SelectMany(Places).Order(StringComparer.Ordinal));
            Assert.Equal(findings.Max(finding => finding.Severity), folded[0].Severity);
            Assert.Equal(folded.OrderByDescending(finding => finding.Severity).ThenBy(finding => finding.Step), folded);
        }
    }

    [Fact]
    public void Nothing_found_stays_nothing()
    {
        Assert.Empty(Fold([]));
        Assert.Empty(Diagnosis.Of(Readings.Repeated(Readings.Stack(20, -0.01, _ => 1e-3))));
        Assert.Empty(Diagnosis.Of(new Fathom.Ledger.ReadingHistory()));
    }

    [Fact]
    public void A_training_is_examined_by_all_rules_unless_told_otherwise()
    {
        var history = Readings.Repeated(Readings.Stack(20, -0.85, layer => 1e-3 * Math.Pow(10, -0.85 * (20 - layer))));

        Assert.Contains(Diagnosis.Of(history), finding => finding.Id == "vanishing-gradient");
        Assert.Empty(Diagnosis.Of(history, [new NonFinite()]));
        Assert.Equal("probe-failure", Assert.Single(Diagnosis.Of(history, [new NonFinite()], [Found("probe-failure", 1, Severity.Note)])).Id);
    }

    static string Tree(Finding finding) => $"{finding.Severity} {finding.Place}: {string.Join(' ', finding.Consequences.Select(other => other.Place))}";

    static IEnumerable<string> Places(Finding finding) => finding.Consequences.Select(other => other.Place).Append(finding.Place);

    static IReadOnlyList<Finding> Fold(Finding[] findings) => Folding.Of(findings, new Beginning(1, IsLevel: true));

    static Finding Found(string id, long step, Severity severity = Severity.Error, string? cause = null, string place = "linear1") => new()
    {
        Id = id, Severity = severity, Place = place, Step = step, Summary = $"{id} in words.",
        Causes = cause is null ? [] : [new Cause(cause, 1, "measured")],
    };
}
