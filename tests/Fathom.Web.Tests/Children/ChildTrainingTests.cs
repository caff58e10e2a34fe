using Fathom.Recipes;
using Fathom.Web.Children;

namespace Fathom.Web.Tests.Children;

public sealed class ChildTrainingTests : IDisposable
{
    // Plays the program: says its words and the recipe's first line, then does what the mode says.
    const string Script =
        """
        mode=$1; shift
        for word in "$@"; do echo "word: $word"; done
        head -n 1 "$2"
        echo "one thread: $OMP_NUM_THREADS"
        case "$mode" in
          quick) exit 1 ;;
          broken) echo "no such layer" >&2; exit 2 ;;
          waiting) cat > /dev/null; exit 130 ;;
          stubborn) trap '' TERM INT; while :; do sleep 0.1; done ;;
          curing) echo "name: cured" > "$6"; exit 0 ;;
        esac
        """;

    readonly string _folder = Directory.CreateTempSubdirectory("fathom-web-").FullName;
    readonly List<ChildTraining> _started = [];

    public ChildTrainingTests() => Assert.SkipUnless(File.Exists("/bin/sh"), "The program that plays the child is a shell script, and there is no /bin/sh.");

    static Recipe Small { get; } = new() { Name = "small", Network = new() { Input = [4], Layers = [new Linear { Units = 2 }] }, Data = new Blobs() };

    public void Dispose()
    {
        foreach (var children in _started) children.Dispose();
        Directory.Delete(_folder, true);
    }

    [Fact]
    public async Task Hands_the_program_words_and_never_a_line_for_a_shell()
    {
        var evil = Small with { Name = "$(touch evil); \"'`" };

        var child = Program("quick").Start(new(ChildKind.Train, evil.Name) { Recipe = evil }, "ann");
        await child.Ended;

        var words = child.Log.Where(line => line.StartsWith("word: ", StringComparison.Ordinal)).Select(line => line[6..]).ToList();
        Assert.Equal("train", words[0]);
        Assert.EndsWith("recipe.yaml", words[1], StringComparison.Ordinal);
        Assert.Equal(["--run-folder", child.RunFolder], words[2..]);
        Assert.Contains(child.Log, line => line.Contains("touch", StringComparison.Ordinal) && line.StartsWith("name:", StringComparison.Ordinal));
        Assert.Contains("one thread: 1", child.Log);
        Assert.Equal(1, child.ExitCode);
        Assert.Equal(_folder, Path.GetDirectoryName(child.RunFolder));
        Assert.False(Directory.Exists(Path.GetDirectoryName(words[1])));
    }

    [Fact]
    public void Lets_a_viewer_have_one_training_and_the_server_two()
    {
        var children = Program("waiting");
        children.Start(Order(), "ann");

        var second = Assert.Throws<ChildRefusedException>(() => children.Start(Order(), "ann"));
        children.Start(Order(), "ben");
        var third = Assert.Throws<ChildRefusedException>(() => children.Start(Order(), "eve"));

        Assert.StartsWith("You have a training under way", second.Message, StringComparison.Ordinal);
        Assert.StartsWith("This server runs 2 trainings", third.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Asks_a_child_to_stop_by_ending_its_input()
    {
        var child = Program("waiting").Start(Order(), "ann");

        child.Stop();
        await child.Ended.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);

        Assert.Equal(130, child.ExitCode);
        Assert.Equal("It was stopped.", child.Ending);
    }

    [Fact]
    public async Task Ends_a_child_that_does_not_stop()
    {
        var child = Program("stubborn").Start(Order(), "ann");

        child.Stop();
        await child.Ended.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

        Assert.NotNull(child.ExitCode);
        Assert.NotEqual(0, child.ExitCode);
    }

    [Fact]
    public async Task Stops_a_child_that_takes_too_long()
    {
        var child = Program("waiting", new() { MostTime = TimeSpan.FromSeconds(1) }).Start(Order(), "ann");

        await child.Ended.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);

        Assert.Contains("the most that a page may take", child.Ending, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stops_a_child_that_takes_too_much_memory()
    {
        var child = Program("waiting", new() { MostMemory = 1 }).Start(Order(), "ann");

        await child.Ended.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);

        Assert.Contains("of memory", child.Ending, StringComparison.Ordinal);
    }

    [Fact]
    public void Ends_its_children_with_itself()
    {
        var children = Program("waiting");
        var child = children.Start(Order(), "ann");

        children.Dispose();

        Assert.False(child.IsRunning);
    }

    [Fact]
    public async Task Keeps_what_a_failed_child_said()
    {
        var child = Program("broken").Start(Order(), "ann");

        await child.Ended;

        Assert.Contains("no such layer", child.Log);
        Assert.StartsWith("The recipe was refused", child.Ending, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keeps_the_recipe_that_a_cure_wrote()
    {
        var child = Program("curing").Start(Order() with { Kind = ChildKind.Cure }, "ann");

        await child.Ended;

        Assert.Equal("name: cured\n", child.CuredRecipe);
    }

    [Fact]
    public void Refuses_what_is_too_large_for_a_page()
    {
        var children = Program("quick");

        var steps = Assert.Throws<ChildRefusedException>(() => children.Start(Order(Small with { Training = new() { Steps = 20_001 } }), "ann"));
        var batch = Assert.Throws<ChildRefusedException>(() => children.Start(Order(Small with { Training = new() { Batch = 4097 } }), "ann"));
        var width = Assert.Throws<ChildRefusedException>(() => children.Start(Order(Small with { Network = new() { Input = [4], Layers = [new Linear { Units = 10_000 }, new Linear { Units = 5_000 }, new Linear { Units = 2 }] } }), "ann"));

        Assert.Contains("at most 20,000 steps", steps.Message, StringComparison.Ordinal);
        Assert.Contains("at most 4,096 samples", batch.Message, StringComparison.Ordinal);
        // 10,000 x 5 and 5,000 x 10,001 and 2 x 5,001: weights and biases of the three layers.
        Assert.StartsWith("A network from a page learns at most 50,000,000 numbers, but this one has 50,065,002. Start it with fathom train", width.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Reads_no_file_that_a_viewer_names()
    {
        var children = Program("quick");

        Assert.Throws<ChildRefusedException>(() => children.Start(Order(Small with { Data = new Csv { Path = "/etc/passwd" } }), "ann"));
        Assert.Throws<ChildRefusedException>(() => children.Start(Order(Small with { Data = new Mnist { Path = "/etc" } }), "ann"));
    }

    [Fact]
    public void Starts_nothing_where_the_server_may_not()
    {
        using var children = new ChildTraining(new() { RunsFolder = _folder });

        Assert.False(children.IsPossible);
        Assert.Throws<ChildRefusedException>(() => children.Start(Order(), "ann"));
    }

    static ChildOrder Order(Recipe? recipe = null) => new(ChildKind.Train, "small") { Recipe = recipe ?? Small };

    ChildTraining Program(string mode, ChildLimits? limits = null)
    {
        var script = Path.Combine(_folder, "program.sh");
        File.WriteAllText(script, Script);
        var children = new ChildTraining(new() { RunsFolder = _folder, Program = ["/bin/sh", script, mode], Limits = limits ?? new() });
        _started.Add(children);
        return children;
    }
}
