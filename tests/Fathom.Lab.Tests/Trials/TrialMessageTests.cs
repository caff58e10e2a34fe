using Fathom.Diagnoses;
using Fathom.Lab.Trials;
using Fathom.Lab.Trials.Workers;
using Fathom.Ledger;

namespace Fathom.Lab.Tests.Trials;

public class TrialMessageTests
{
    [Fact]
    public void A_trial_arrives_as_it_was_sent_to_the_last_bit()
    {
        var sent = new Trial
        {
            Key = new(3, 17),
            Losses = [0.1 + 0.2, double.NaN, double.PositiveInfinity, 1e-300],
            HeldOut = [new(4, double.NegativeInfinity, null), new(8, 0.3, 0.75)],
            Findings = [Found("vanishing-gradient") with { Consequences = [Found("rank-collapse")], Causes = [new("activation-slopes", 0.7, "because")] }],
            Ledger = new ChainLedger([new Link("linear2", LinkKind.Weight, 0.5), new Link("tanh1", LinkKind.Slope, 0)], outputNorm: 0.25),
            BaselineLoss = Math.Log(10),
            IsLost = true,
        };

        var arrived = TrialMessage.Parse(new TrialMessage { Trial = sent }.ToLine()).Trial!;

        Assert.Equal(sent.Key, arrived.Key);
        Assert.Equal(sent.Losses, arrived.Losses);
        Assert.Equal(sent.HeldOut, arrived.HeldOut);
        Assert.Equal(sent.AllFindings.Select(finding => finding.ToString()), arrived.AllFindings.Select(finding => finding.ToString()));
        Assert.Equal(sent.Ledger.Links.Select(link => (link.Name, link.Kind, link.Gain)), arrived.Ledger.Links.Select(link => (link.Name, link.Kind, link.Gain)));
        Assert.Equal((sent.Ledger.End, sent.Ledger.OutputNorm), (arrived.Ledger.End, arrived.Ledger.OutputNorm));
        Assert.Equal((sent.BaselineLoss, sent.IsLost), (arrived.BaselineLoss, arrived.IsLost));
    }

    [Fact]
    public void An_order_arrives_with_an_equal_recipe()
    {
        var order = new TrialOrder(2, Some.Recipe(seed: 9), 30);

        var arrived = TrialMessage.Parse(TrialMessage.Of(order).ToLine()).Order!.Read();

        Assert.Equal(order, arrived);
    }

    [Fact]
    public void A_worker_answers_each_order_and_keeps_the_trial_alive_in_between()
    {
        using var answers = new StringWriter();
        using var orders = new StringReader($"{Order(5)}\n{Order(12)}\n");

        TrialWorker.Run(orders, answers);

        var trials = answers.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => TrialMessage.Parse(line).Trial).OfType<Trial>().ToList();
        Assert.Equal([5L, 12], trials.Select(trial => trial.Steps));
        Assert.Equal(trials[0].Losses, trials[1].Losses.Take(5));
        Assert.Equal([5L, 12], trials[1].HeldOut.Select(point => point.Step));
    }

    static string Order(long steps) => TrialMessage.Of(new TrialOrder(1, Some.Recipe(), steps)).ToLine();

    static Finding Found(string id) => new() { Id = id, Severity = Severity.Error, Place = "linear1", Step = 3, Summary = "It is there." };
}
