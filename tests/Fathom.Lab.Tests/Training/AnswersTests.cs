using Fathom.Lab.Recipes;
using Fathom.Lab.Training;
using Fathom.Recipes;

namespace Fathom.Lab.Tests.Training;

public sealed class AnswersTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    string File => Path.Combine(_folder.Path, "answers.json");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Cover_the_plane_as_the_network_learns_it()
    {
        WholeTraining.Run(Recipe("data: { source: blobs, samples: 600, noise: 0.1 }", "[2]", 3, steps: 150), new() { AnswersTo = File }, Stop);

        var answers = Answers.Read(File)!;
        var plane = answers.Plane!;
        Assert.Equal(150, answers.Step);
        Assert.Equal(300, plane.Points.Count);
        Assert.InRange(plane.Most, 1, 2);
        // Three clouds a tenth wide at a third of a circle each: every point lies where its own class is answered.
        Assert.InRange(plane.Points.Count(point => ClassAt(plane, point.X, point.Y) == point.Class), 295, 300);
    }

    [Fact]
    public void Show_samples_held_out_with_their_pictures()
    {
        WholeTraining.Run(Recipe("data: { source: digits, samples: 200 }", "[784]", 10, steps: 3), new() { AnswersTo = File }, Stop);

        var answers = Answers.Read(File)!;
        Assert.Null(answers.Plane);
        Assert.Equal(12, answers.Samples.Count);
        Assert.All(answers.Samples, sample => Assert.Equal((784, true), (sample.Picture.Length, sample.Certainty is > 0.1 and <= 1)));
        Assert.All(answers.Samples, sample => Assert.InRange(sample.Wanted, 0, 9));
    }

    [Fact]
    public void Show_numbers_where_numbers_are_asked_for()
    {
        const string Yaml = """
            name: adding
            data: { source: adding-problem, length: 10, samples: 100 }
            network: { input: [10, 2], layers: [ { rnn: 4, output: last }, linear: 1 ] }
            loss: mse
            training: { batch: 10, steps: 3 }
            """;
        WholeTraining.Run(RecipeFile.Parse(Yaml), new() { AnswersTo = File }, Stop);

        Assert.All(Answers.Read(File)!.Samples, sample => Assert.Equal((true, true, 0), (sample.Wanted is >= 0 and <= 2, double.IsNaN(sample.Certainty), sample.Picture.Length)));
    }

    [Fact]
    public void Say_so_where_the_network_answers_no_number()
    {
        // Unguarded, and with a learning rate at which the weights overflow at once.
        var recipe = Recipe("data: { source: blobs, samples: 100 }", "[2]", 3, steps: 30, rate: 1e6);
        WholeTraining.Run(recipe, new() { AnswersTo = File, Guards = [] }, Stop);

        Assert.Contains(AnswerPlane.NoNumber, Answers.Read(File)!.Plane!.Classes);
    }

    [Fact]
    public void Change_nothing_in_the_training()
    {
        var recipe = Recipe("data: { source: blobs, samples: 100 }", "[2]", 3, steps: 60, more: "{ dropout: 0.5 }, batch-norm, ");
        var alone = WholeTraining.Run(recipe, new(), Stop);

        var asked = WholeTraining.Run(recipe, new() { AnswersTo = File }, Stop);

        Assert.Equal(alone.Examination.Loss, asked.Examination.Loss);
        Assert.Equal(alone.Examination.History.Losses.Blocks, asked.Examination.History.Losses.Blocks);
    }

    [Fact]
    public void Do_no_harm_where_they_cannot_be_written()
    {
        var report = WholeTraining.Run(
            Recipe("data: { source: blobs, samples: 100 }", "[2]", 3, steps: 5), new() { AnswersTo = Path.Combine(_folder.Path, "nowhere", "answers.json") }, Stop);

        Assert.Equal((5L, null), (report.Examination.Steps, report.Failure));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("""{"Step":1,"Plane":{"Least":0,"Most":1,"Side":9,"Classes":"AA==","Certainties":"AA=="}}""")]
    public void Are_none_where_the_file_is_damaged(string text)
    {
        System.IO.File.WriteAllText(File, text);

        Assert.Null(Answers.Read(File));
    }

    [Fact]
    public void Are_none_where_there_is_no_file() => Assert.Null(Answers.Read(File));

    static int ClassAt(AnswerPlane plane, double x, double y)
    {
        var cell = (plane.Most - plane.Least) / plane.Side;
        var (column, row) = ((int)((x - plane.Least) / cell), (int)((plane.Most - y) / cell));
        return plane.Classes[row * plane.Side + column];
    }

    static Recipe Recipe(string data, string input, int classes, int steps, double rate = 0.3, string more = "") => RecipeFile.Parse(FormattableString.Invariant($$"""
        name: answers
        {{data}}
        network: { input: {{input}}, init: he-normal, layers: [ linear: 16, {{more}}relu, linear: {{classes}} ] }
        training: { optimizer: { sgd: { lr: {{rate}} } }, batch: 32, steps: {{steps}} }
        """));
}
