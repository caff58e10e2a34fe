using System.Text.RegularExpressions;
using Fathom.Diagnoses;

namespace Fathom.Cli.Tests;

public class ThresholdsTests
{
    [Fact]
    public void Sets_thresholds_of_their_diagnoses_and_leaves_the_others_alone()
    {
        var run = Examine("vanishing-gradient.surviving-share=0.001", "vanishing-gradient.assumed-steps=500", "lost-updates.repeats=5", "exploding-gradient.overwriting-ratio=2e0");

        Assert.Equal(0, run.ExitCode);
        var diagnoses = run.Order!.Diagnoses!;
        Assert.Equal(new VanishingGradient { SurvivingShare = 0.001, AssumedSteps = 500 }, diagnoses.OfType<VanishingGradient>().Single());
        Assert.Equal(new LostUpdates { Repeats = 5 }, diagnoses.OfType<LostUpdates>().Single());
        Assert.Equal(new ExplodingGradient { OverwritingRatio = 2 }, diagnoses.OfType<ExplodingGradient>().Single());
        Assert.Equal(new ShortMemory(), diagnoses.OfType<ShortMemory>().Single());
        Assert.Equal(AllDiagnoses.List.Select(diagnosis => diagnosis.Id), diagnoses.Select(diagnosis => diagnosis.Id));
        Assert.Equal(new VanishingGradient(), AllDiagnoses.List.OfType<VanishingGradient>().Single());
    }

    [Theory]
    [InlineData("vanishing-gradient.surviving-share", "--set must read DIAGNOSIS.THRESHOLD=NUMBER, such as vanishing-gradient.surviving-share=0.001, but was 'vanishing-gradient.surviving-share'.")]
    [InlineData("surviving-share=1", "--set must read DIAGNOSIS.THRESHOLD=NUMBER")]
    [InlineData("vanishing-gradeint.surviving-share=5", "no diagnosis is called 'vanishing-gradeint'. Did you mean vanishing-gradient?")]
    [InlineData("vanishing-gradient.surviving-shar=0.1", "vanishing-gradient has no threshold 'surviving-shar'. Did you mean surviving-share? It has surviving-share, least-movement")]
    [InlineData("vanishing-gradient.surviving-share=2", "--set: vanishing-gradient.surviving-share must lie between 0 and 1, but was 2.")]
    [InlineData("vanishing-gradient.surviving-share=nan", "must lie between 0 and 1, but was NaN.")]
    [InlineData("vanishing-gradient.surviving-share=often", "vanishing-gradient.surviving-share must be a number such as 0.001 or 1e-3, but was 'often'.")]
    [InlineData("lost-updates.repeats=0", "--set: lost-updates.repeats must lie from 1 to 1000, but was 0.")]
    [InlineData("lost-updates.repeats=2.5", "lost-updates.repeats must be a whole number, but was '2.5'.")]
    [InlineData("vanishing-gradient.id=other", "vanishing-gradient has no threshold 'id'.")]
    [InlineData("non-finite.limit=1", "non-finite has no thresholds.")]
    public void Refuses_in_one_sentence_before_anything_is_trained(string setting, string message)
    {
        var run = Examine(setting);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.TrimEnd().Split('\n'));
        Assert.Null(run.Order);
    }

    [Fact]
    public void Every_example_in_the_help_and_on_the_pages_can_be_set()
    {
        var root = RepositoryRoot.Path;
        string[] texts = ["README.md", "src/Fathom.Cli/Commands/HelpWithExamples.cs", .. Directory.GetFiles(Path.Combine(root, "docs"), "*.md", SearchOption.AllDirectories)];

        var setting = new Regex("--set (?<setting>[a-z-]+\\.[a-z-]+=[0-9.e-]+)", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(10));
        var examples = texts.SelectMany(text => setting.Matches(File.ReadAllText(Path.Combine(root, text)))).Select(match => match.Groups["setting"].Value).Distinct(StringComparer.Ordinal).ToList();

        Assert.NotEmpty(examples);
        Assert.All(examples, example => Thresholds.Apply([example], AllDiagnoses.List));
    }

    [Fact]
    public void Every_threshold_of_every_diagnosis_can_be_set_to_its_default()
    {
        foreach (var diagnosis in AllDiagnoses.List)
        {
            foreach (var name in Thresholds.NamesOf(diagnosis))
            {
                var property = diagnosis.GetType().GetProperties().Single(property => Kebab(property.Name) == name);
                if (property.GetValue(diagnosis) is not IConvertible value || property.PropertyType.IsEnum) continue;

                var same = Thresholds.Apply([$"{diagnosis.Id}.{name}={value.ToString(System.Globalization.CultureInfo.InvariantCulture)}"], AllDiagnoses.List);

                Assert.Equal(AllDiagnoses.List, same);
            }
        }
    }

    [Fact]
    public void Without_settings_the_training_is_examined_as_ever() => Assert.Null(CommandLineRun.Of(Examinations.Healthy, "examine", "shallow").Order!.Diagnoses);

    static CommandLineRun Examine(params string[] settings) =>
        CommandLineRun.Of(Examinations.Healthy, ["examine", "shallow", .. settings.SelectMany(setting => new[] { "--set", setting })]);

    static string Kebab(string name) => string.Concat(name.Select((letter, index) => char.IsUpper(letter) && index > 0 ? $"-{letter}" : $"{letter}")).ToLowerInvariant();
}
