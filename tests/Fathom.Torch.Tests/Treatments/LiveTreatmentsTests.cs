using Fathom.Recipes;
using Fathom.Torch.Treatments;
using Fathom.Treatments;
using static TorchSharp.torch;

namespace Fathom.Torch.Tests.Treatments;

public class LiveTreatmentsTests
{
    public static TheoryData<string> Ids => [.. AllTreatments.List.Select(treatment => treatment.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void Says_of_each_treatment_what_its_page_says(string id)
    {
        var form = LiveTreatments.For(AllTreatments.List.Single(treatment => treatment.Id == id));

        var page = File.ReadAllText(Path.Combine(RepositoryRoot.Path, "docs", "treatments", $"{id}.md"));
        var paragraph = page[page.IndexOf("**In place.**", StringComparison.Ordinal)..].Split("\n\n")[0];
        Assert.EndsWith(".", form.How, StringComparison.Ordinal);
        Assert.Equal(form.Fit == LiveFit.Impossible, paragraph.StartsWith("**In place.** No", StringComparison.Ordinal) && !paragraph.StartsWith("**In place.** Not exact", StringComparison.Ordinal));
        Assert.Equal(form.Fit == LiveFit.ChangesFunction, paragraph.StartsWith("**In place.** Not exact", StringComparison.Ordinal));
        // Whoever reads the page finds the call.
        if (form.Treatment is { } treatment) Assert.Contains(treatment.GetType().Name, paragraph, StringComparison.Ordinal);
    }

    [Fact]
    public void Carries_the_numbers_of_the_treatment_over()
    {
        var lower = Assert.IsType<SetLearningRate>(LiveTreatments.For(new LowerLearningRate { Divisor = 4 }).Treatment);
        var decay = Assert.IsType<SetWeightDecay>(LiveTreatments.For(new AddWeightDecay { Decay = 0.03 }).Treatment);
        var gate = Assert.IsType<ShiftForgetBias>(LiveTreatments.For(new OpenForgetGate { Bias = new FixedForgetBias { Value = 2 } }).Treatment);

        Assert.Equal(0.25, lower.Factor);
        Assert.Equal(0.03, decay.To);
        Assert.Equal(2, gate.By);
    }

    [Fact]
    public void Trains_on_with_the_optimizer_of_the_recipe_and_its_activation()
    {
        random.manual_seed(1);
        using var scope = NewDisposeScope();
        using var model = Patients.Of("mlp");
        using var optimizer = optim.SGD(model.parameters(), 0.01);
        var training = Patients.Live(model, optimizer, Patients.Batch("mlp"));

        training.Apply(LiveTreatments.For(new ChangeOptimizer { To = new RmsProp { LearningRate = 0.004 } }).Treatment!);
        training.Apply(LiveTreatments.For(new ReplaceActivation { By = new Elu { Alpha = 0.5 } }).Treatment!);

        using var made = Assert.IsType<TorchSharp.Modules.RMSProp>(training.Optimizer);
        Assert.Equal(0.004, made.ParamGroups.Single().LearningRate);
        Assert.Equal(3, model.named_modules().Count(entry => entry.module is TorchSharp.Modules.ELU { alpha: 0.5 }));
    }
}
