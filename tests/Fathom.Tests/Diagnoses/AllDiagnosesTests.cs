using Fathom.Diagnoses;
using Fathom.Ledger;

namespace Fathom.Tests.Diagnoses;

public class AllDiagnosesTests
{
    [Fact]
    public void One_is_replaced_in_its_place_and_the_others_stay()
    {
        var strict = new VanishingGradient { SurvivingShare = 0.5 };

        var diagnoses = AllDiagnoses.With(strict);

        Assert.Equal(AllDiagnoses.List.Select(diagnosis => diagnosis.Id), diagnoses.Select(diagnosis => diagnosis.Id));
        Assert.Same(strict, diagnoses.Single(diagnosis => diagnosis.Id == "vanishing-gradient"));
        Assert.DoesNotContain(strict, AllDiagnoses.List);
    }

    [Fact]
    public void A_rule_of_ones_own_comes_last() =>
        Assert.Equal([.. AllDiagnoses.List.Select(diagnosis => diagnosis.Id), "my-rule"], AllDiagnoses.With(new MyRule()).Select(diagnosis => diagnosis.Id));

    [Fact]
    public void Of_two_with_one_id_the_later_counts() =>
        Assert.Equal(0.2, AllDiagnoses.With(new VanishingGradient { SurvivingShare = 0.1 }, new VanishingGradient { SurvivingShare = 0.2 })
            .OfType<VanishingGradient>().Single().SurvivingShare);

    sealed class MyRule : IDiagnosis
    {
        public string Id => "my-rule";

        public IEnumerable<Finding> Examine(ReadingHistory history) => [];
    }
}
