using System.Text.Json;

namespace Fathom.Cli.Tests;

/// <summary>The program as a user runs it: a process of its own, with real trainings.</summary>
public class RealProcessTests
{
    [Fact]
    public void Examines_the_bundled_recipe_and_finds_its_illness()
    {
        using var run = Run("examine", "deep-sigmoid", "--steps", "5");

        var (output, _, exitCode) = run.Finish();

        Assert.Equal(1, exitCode);
        Assert.Contains("decades, of which slopes -12.", output, StringComparison.Ordinal);
        Assert.Contains("vanishing-gradient", output, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', output);
    }

    [Fact]
    public void Thresholds_from_the_command_line_reach_the_training()
    {
        using var run = Run("examine", "deep-sigmoid", "--steps", "5", "--set", "vanishing-gradient.surviving-share=1e-30");

        var (output, error, _) = run.Finish();

        Assert.Equal("", error);
        Assert.Contains("decades, of which slopes -12.", output, StringComparison.Ordinal);
        Assert.DoesNotContain("vanishing-gradient", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Writes_nothing_but_JSON_to_standard_output_when_asked()
    {
        using var run = Run("examine", "healthy-mlp", "--steps", "5", "--json", "-");

        var (output, _, exitCode) = run.Finish();

        Assert.Equal(0, exitCode);
        using var json = JsonDocument.Parse(output);
        Assert.Equal("healthy-mlp", json.RootElement.GetProperty("recipe").GetString());
        Assert.True(File.Exists(Path.Combine(json.RootElement.GetProperty("run").GetString()!, "manifest.json")));
    }

    [Fact]
    public void Gives_the_same_numbers_for_the_same_seed_and_others_for_another()
    {
        var (first, again, other) = (Json("7"), Json("7"), Json("8"));

        Assert.Equal(first, again);
        Assert.NotEqual(first, other);
    }

    [Theory]
    [InlineData("no-such-recipe", "There is neither a file nor a bundled recipe")]
    [InlineData("deep-sigmoid --data idx:/no/such/folder", "/no/such/folder")]
    [InlineData("deep-sigmoid --steps 0", "--steps")]
    public void Answers_bad_input_in_one_sentence(string words, string sentence)
    {
        using var run = Run(["examine", .. words.Split(' ')]);

        var (output, error, exitCode) = run.Finish();

        Assert.Equal(2, exitCode);
        Assert.Empty(output);
        Assert.Contains(sentence, error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Stops_at_once_on_an_interrupt_and_shows_what_it_has_learnt()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Interrupts are sent with kill.");
        Assert.SkipWhen(RunningProgram.InterruptsAreIgnored(), "This process ignores interrupts, and so do the programs that it starts.");
        using var run = Run("examine", "deep-sigmoid", "--steps", "100000");
        run.WaitUntilItTrains();

        run.Interrupt();
        var (output, _, exitCode) = run.Finish();

        Assert.Equal(130, exitCode);
        Assert.Contains("decades, of which slopes", output, StringComparison.Ordinal);
    }

    [Fact]
    public void An_interrupted_search_says_what_it_knows_and_that_nothing_is_proved()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Interrupts are sent with kill.");
        Assert.SkipWhen(RunningProgram.InterruptsAreIgnored(), "This process ignores interrupts, and so do the programs that it starts.");
        using var run = Run("cure", "exploding-rnn", "--jobs", "1", "--out", Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()));
        Assert.True(run.WaitForWord("trying"));

        run.Interrupt();
        var (output, _, exitCode) = run.Finish();

        Assert.Equal(130, exitCode);
        Assert.Contains("nothing is proved", output, StringComparison.Ordinal);
    }

    static string Json(string seed)
    {
        using var run = Run("examine", "deep-sigmoid", "--steps", "3", "--seed", seed, "--no-record", "--json", "-");
        return run.Finish().Output;
    }

    static RunningProgram Run(params string[] words) => new(words);
}
