using Fathom.Cli.Text;
using Fathom.Lab.Training;

namespace Fathom.Cli.Tests.Text;

public class ExaminationPageTests
{
    [Fact]
    public void A_finding_says_where_why_on_what_numbers_and_what_to_do()
    {
        var text = Page(Examinations.OfDeepSigmoid());

        Assert.Contains("ERROR  vanishing-gradient  at linear1..linear14  since step 1", text, StringComparison.Ordinal);
        Assert.Contains("activation-slopes    72 %  ███████", text, StringComparison.Ordinal);
        Assert.Contains("share of the gradient left at linear1  1.1e-17  (limit 1.0e-4)", text, StringComparison.Ordinal);
        Assert.Contains("1. Replace the sigmoids", text, StringComparison.Ordinal);
        Assert.Contains("docs/diagnoses/vanishing-gradient.md", text, StringComparison.Ordinal);
        Assert.Contains("2 findings: 1 error, 1 note.", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_finding_says_how_sure_it_is_what_it_means_and_what_follows_from_it()
    {
        var lines = Page(Examinations.OfExplosion()).Split(Environment.NewLine).Where(line => line.Length > 0).ToList();

        var from = lines.FindIndex(line => line.Contains("FATAL", StringComparison.Ordinal));
        Assert.Equal(
        [
            " FATAL  exploding-gradient  at linear1..linear2  since step 2  99.99 % sure",
            "   The gradient at linear1 is 1.0e+9 times that at the output.",
            "   Each step overwrites the layer.",
            "   also, because of it",
            "     non-finite at linear3 since step 7",
            "     dead-units at relu2 since step 3, and 1 more like it",
            "   why",
        ], lines.Skip(from).Take(7));
        Assert.Contains(" 2 findings: 1 fatal, 1 warning.", lines);
    }

    [Fact]
    public void Says_what_was_trained_and_how_it_was_read()
    {
        var text = Page(Examinations.OfDeepSigmoid());

        Assert.Contains("deep-sigmoid   seed 1   50 steps   gradients read by native hooks", text, StringComparison.Ordinal);
        Assert.Contains("loss 2.3471 → 2.3026   held out 2.3031   accuracy 10 %", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_lost_training_is_told_in_words()
    {
        var text = Page(Examinations.OfLostTraining());

        Assert.Contains("loss 2.3000 → not a number   held out infinite", text, StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", text, StringComparison.Ordinal);
        Assert.DoesNotContain("limit not", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_read_is_no_good_verdict() =>
        Assert.Contains("No verdict", Page(Examinations.Healthy() with { History = new() }), StringComparison.Ordinal);

    [Fact]
    public void No_line_ends_in_spaces() =>
        Assert.All(Page(Examinations.OfDeepSigmoid()).Split(Environment.NewLine), line => Assert.Equal(line.TrimEnd(), line));

    static string Page(Examination examination)
    {
        var output = new StringWriter();
        ExaminationPage.Write(new(new() { Out = output, Error = output }), examination, full: false);
        return output.ToString();
    }
}
