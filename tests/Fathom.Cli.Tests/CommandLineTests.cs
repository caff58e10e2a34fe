namespace Fathom.Cli.Tests;

public class CommandLineTests
{
    [Theory]
    [InlineData("exmaine", "fathom has no command 'exmaine'. Did you mean examine? See fathom --help.")]
    [InlineData("examine deep-sigmoid --stpes 5", "fathom examine has no option '--stpes'. Did you mean --steps? See fathom examine --help.")]
    [InlineData("examine deep-sigmoid --sede 5", "fathom examine has no option '--sede'. Did you mean --seed? See fathom examine --help.")]
    [InlineData("examine deep-sigmoid again", "fathom examine has no further word 'again'. See fathom examine --help.")]
    [InlineData("examine deep-sigmoid --steps many", "--steps must be a whole number from 1 to 100000000, but was 'many'. See fathom examine --help.")]
    [InlineData("examine deep-sigmoid --steps 0", "--steps must be a whole number from 1 to 100000000, but was '0'. See fathom examine --help.")]
    [InlineData("examine deep-sigmoid --seed -1", "--seed must be a whole number of at least 0, but was '-1'. See fathom examine --help.")]
    [InlineData("examine deep-sigmoid --fail-on eror", "--fail-on must be note, warning, error or fatal, but was 'eror'. Did you mean error? See fathom examine --help.")]
    public void A_wrong_call_is_one_sentence_and_exit_code_2(string words, string sentence)
    {
        var run = CommandLineRun.Of(Examinations.Healthy, words.Split(' '));

        Assert.Equal(2, run.ExitCode);
        Assert.Equal($"fathom: {sentence}{Environment.NewLine}", run.Error);
        Assert.Equal("", run.Out);
    }

    [Fact]
    public void A_missing_recipe_is_a_wrong_call()
    {
        var run = CommandLineRun.Of(Examinations.Healthy, "examine");

        Assert.Equal(2, run.ExitCode);
        Assert.Single(run.Error.TrimEnd().Split('\n'));
    }

    [Fact]
    public void A_refused_recipe_is_told_in_the_labs_own_words()
    {
        var run = CommandLineRun.Of(() => throw new CallRefusedException("No recipe is called 'depe'. Did you mean deep-sigmoid?"), "examine", "depe");

        Assert.Equal(2, run.ExitCode);
        Assert.Equal($"fathom: No recipe is called 'depe'. Did you mean deep-sigmoid?{Environment.NewLine}", run.Error);
    }

    [Fact]
    public void A_training_that_breaks_is_exit_code_3_without_a_stack_trace()
    {
        var run = CommandLineRun.Of(() => throw new InvalidOperationException("not enough memory\n   at somewhere"), "examine", "deep-sigmoid", "--json", "-");

        Assert.Equal(3, run.ExitCode);
        Assert.Equal($"fathom: The training failed: not enough memory (InvalidOperationException){Environment.NewLine}", run.Error);
        Assert.Equal("", run.Out);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("")]
    [InlineData("examine --help")]
    [InlineData("recipes -h")]
    public void Help_has_examples_and_exit_codes(string words)
    {
        var run = CommandLineRun.Of(Examinations.Healthy, words.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("Examples:", run.Out, StringComparison.Ordinal);
        Assert.Contains("130  interrupted", run.Out, StringComparison.Ordinal);
        Assert.Contains("fathom", run.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("Fathom.Cli", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_command_takes_json_and_seed()
    {
        var run = CommandLineRun.Of(Examinations.Healthy, "recipes", "--json", "-", "--seed", "3");

        Assert.Equal(0, run.ExitCode);
        Assert.StartsWith("{", run.Out, StringComparison.Ordinal);
    }
}
