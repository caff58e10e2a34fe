using Fathom.Lab.Recipes;
using Fathom.Lab.Training;
using Fathom.Recipes;
using TorchSharp;

namespace Fathom.Lab.Tests.Training;

public class ExaminerTests
{
    [Fact]
    public void Trains_deep_sigmoid_for_a_few_dozen_steps()
    {
        var steps = new List<StepProgress>();

        var examination = Examiner.Run(RecipeFile.Load("deep-sigmoid"), onStep: steps.Add, cancellation: TestContext.Current.CancellationToken);

        Assert.Equal(40, examination.Steps);
        Assert.False(examination.Interrupted);
        Assert.Equal(Enumerable.Range(1, 40).Select(step => (long)step), steps.Select(step => step.Step));
        Assert.All(steps, step => Assert.Equal(40, step.Total));
        Assert.Equal(steps[0].Loss, examination.Loss.First);
        Assert.Equal(steps[^1].Loss, examination.Loss.Last);
        Assert.InRange(examination.Loss.HeldOut!.Value, 2.2, 2.5);
        Assert.InRange(examination.Loss.Accuracy!.Value, 0, 0.2);
    }

    [Fact]
    public void Trains_deep_sigmoid_on_MNIST()
    {
        var folder = MnistFolder.OrSkip();
        var options = new ExamineOptions { Data = DataSource.Parse($"mnist:{folder}"), Steps = 2, Seed = 7 };

        var examination = Examiner.Run(RecipeFile.Load("deep-sigmoid"), options, cancellation: TestContext.Current.CancellationToken);

        Assert.Equal(2, examination.Steps);
        Assert.Equal(7, examination.Recipe.Seed);
        Assert.NotNull(examination.Loss.Accuracy);
    }

    [Fact]
    public void Takes_as_many_steps_as_the_recipe_has_where_those_are_few()
    {
        var examination = Examiner.Run(Some.Recipe(steps: 4), cancellation: TestContext.Current.CancellationToken);

        Assert.Equal(4, examination.Steps);
    }

    [Fact]
    public void Says_what_was_done_when_it_is_interrupted()
    {
        using var stop = new CancellationTokenSource();

        var examination = Examiner.Run(Some.Recipe(), onStep: step => { if (step.Step == 2) stop.Cancel(); }, cancellation: stop.Token);

        Assert.True(examination.Interrupted);
        Assert.Equal(2, examination.Steps);
    }

    [Fact]
    public void Has_nothing_to_say_when_it_is_interrupted_while_the_data_is_read()
    {
        var examination = Examiner.Run(RecipeFile.Load("deep-sigmoid"), cancellation: new CancellationToken(canceled: true));

        Assert.True(examination.Interrupted);
        Assert.Equal(0, examination.Steps);
        Assert.Empty(examination.Findings);
        Assert.Null(examination.History.Latest);
    }

    [Fact]
    public void Leaves_no_tensor_behind()
    {
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;

        Examiner.Run(Some.Recipe(), cancellation: TestContext.Current.CancellationToken);

        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }
}
