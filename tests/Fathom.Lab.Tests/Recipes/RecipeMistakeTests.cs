using System.Diagnostics;
using System.Text;
using Fathom.Lab.Recipes;

namespace Fathom.Lab.Tests.Recipes;

public class RecipeMistakeTests
{
    [Fact]
    public void Reports_all_mistakes_at_once_with_line_and_column()
    {
        const string Yaml = """
            name: wrong
            sed: 3
            data: { source: digit, take: 0 }
            network:
              input: [784]
              init: xavir-uniform
              layers:
                - repeat: 20
                  layers: [ { liner: 256 }, sigmoid ]
                - linear: ten
                - { relu: 3 }
            loss: crossentropy
            training:
              optimizer: { sgd: { lr: 0, momentum: 1.5 } }
              batch: 12.5
            """;

        var exception = Assert.Throws<RecipeException>(() => RecipeFile.Parse(Yaml, "wrong.yaml"));

        Assert.Equal(
            [
                "wrong.yaml:2:1 sed: A recipe has no option sed; did you mean seed?",
                "wrong.yaml:3:17 data: There is no data source digit; did you mean digits?",
                "wrong.yaml:6:9 network.init: There is no initialisation xavir-uniform; did you mean xavier-uniform?",
                "wrong.yaml:9:19 network.layers[0].repeat.layers[0]: There is no layer liner; did you mean linear?",
                "wrong.yaml:10:15 network.layers[1].linear.units: units must be a whole number from 1 to 1,000,000, but was ten.",
                "wrong.yaml:11:15 network.layers[2].relu: relu takes its options by name, but 3 stands behind it; write { relu: { name: … } }.",
                "wrong.yaml:12:7 loss: There is no loss crossentropy; did you mean cross-entropy?",
                "wrong.yaml:14:27 training.optimizer.sgd.lr: lr must be a number above 0, at most 1,000,000, but was 0.",
                "wrong.yaml:14:40 training.optimizer.sgd.momentum: momentum must be a number from 0 to below 1, but was 1.5.",
                "wrong.yaml:15:10 training.batch: batch must be a whole number from 1 to 1,000,000, but was 12.5.",
            ],
            exception.Message.Split(Environment.NewLine));
    }

    [Theory]
    [InlineData("NaN")]
    [InlineData(".nan")]
    [InlineData("-0.1")]
    [InlineData("0")]
    [InlineData("0.0")]
    [InlineData("1e400")]
    [InlineData(".inf")]
    [InlineData("much")]
    public void Refuses_a_learning_rate_that_is_no_positive_number(string rate)
    {
        var mistake = Assert.Single(Mistakes.In(RecipeFileTests.Text(rest: $"training: {{ optimizer: {{ adam: {{ lr: {rate} }} }} }}")));

        Assert.Equal($"lr must be a number above 0, at most 1,000,000, but was {rate}.", mistake.Message);
        Assert.Equal((3, 38), (mistake.Line, mistake.Column));
    }

    [Theory]
    [InlineData("")]
    [InlineData("   \n\n")]
    [InlineData("# only a comment\n")]
    [InlineData("---\n")]
    [InlineData("~")]
    public void Says_that_a_recipe_is_empty(string yaml) =>
        Assert.Equal("The recipe is empty; it needs at least a name and a network.", Assert.Single(Mistakes.In(yaml)).Message);

    [Theory]
    [InlineData("42", "A recipe must be a map with name, teaches, seed, data, network, loss, training, but was 42.")]
    [InlineData("[1, 2]", "A recipe must be a map with name, teaches, seed, data, network, loss, training, but was a list.")]
    [InlineData("name: a\nname: b\nnetwork: { input: [2], layers: [ linear: 1 ] }", "The key name stands here a second time, first in line 1; remove one.")]
    [InlineData("name: &a b\nnetwork: { input: [2], layers: [ linear: 1 ] }", "Anchors (&) and aliases (*) are not part of a recipe; write the text out, or use repeat.")]
    [InlineData("name: !!str b", "Tags such as tag:yaml.org,2002:str are not part of a recipe; remove it.")]
    [InlineData("name: b\n---\nname: c", "A second document starts here; a recipe is one document. Remove the line with ---.")]
    [InlineData("name: b", "A recipe needs network: a map with input, init, bias-init, parts, layers.")]
    [InlineData("{ name: b, network: { layers: [ linear: 1 ] } }", "network needs input: a list of 1 to 4 items, each a whole number from 1 to 10,000,000.")]
    [InlineData("{ name: b, network: { input: [2], layers: [] } }", "layers must be a list of 1 to 100,000 items, but had 0.")]
    [InlineData("{ name: b, network: { input: [2], layers: [ relu ] } }", "network has no layer with weights, so there is nothing to train; add one, such as linear.")]
    [InlineData("{ name: b, network: { input: [2, 2, 2], layers: [ linear: 1 ] } }", "linear1 takes a flat input such as [784], or a sequence such as [28, 28], but [2, 2, 2] comes in.")]
    [InlineData("{ name: b, network: { input: [2], layers: [ linear: 1, { linear: 1, name: linear1 } ] } }", "Two layers are called linear1; each needs a name of its own, also inside a repeat.")]
    [InlineData("{ name: b, network: { input: [2], layers: [ { linear: 1, sigmoid: } ] } }", "Only one layer may stand here, but linear and sigmoid do; give each an entry of its own.")]
    [InlineData("{ name: b, network: { input: [2], layers: [ linear ] } }", "linear needs units: a whole number from 1 to 1,000,000.")]
    [InlineData("{ name: b, network: { input: [1, 4, 4], layers: [ { conv2d: 2, kernel: 5 }, flatten, linear: 1 ] } }", "conv2d1 has a kernel that reaches over 5, but [1, 4, 4] comes in; make the kernel smaller or add padding.")]
    [InlineData("{ name: b, network: { input: [3, 4, 4], layers: [ { conv2d: 2, groups: 2 }, flatten, linear: 1 ] } }", "conv2d1 divides 3 channels into 2 in 2 groups, which must divide both.")]
    [InlineData("{ name: b, network: { input: [3, 4, 4], layers: [ { conv2d: 2, kernel: 2, padding: same }, flatten, linear: 1 ] } }", "conv2d1 needs an odd kernel to pad the same on both sides, but its kernel reaches over 2.")]
    [InlineData("{ name: b, network: { input: [3, 4, 4], layers: [ { conv2d: 2, padding: some }, flatten, linear: 1 ] } }", "padding must be a whole number from 0 to 1,000, or same, but was some.")]
    [InlineData("{ name: b, network: { input: [3, 4, 4], layers: [ { max-pool: 2, padding: 2 }, flatten, linear: 1 ] } }", "maxpool1 may pad by at most half its kernel of 2, but pads by 2.")]
    [InlineData("{ name: b, network: { input: [8], layers: [ { residual: [ linear: 6 ], skip: identity } ] } }", "residual1 adds the [6] that its layers make to the [8] that comes in, which needs one shape; let the skip be a projection.")]
    [InlineData("{ name: b, network: { input: [8], layers: [ residual: [ linear: 6, residual: [ conv1d: 2 ] ] ] } }", "residual1.residual2.conv1d1 takes channels and a length such as [1, 784], but [6] comes in.")]
    [InlineData("{ name: b, network: { input: [8], layers: [ residual: [ { linear: 8, name: skip } ] ] } }", "residual1 has a part of its own that is called skip; give the layer another name.")]
    [InlineData("{ name: b, network: { input: [8], layers: [ { highway: [ linear: 6 ] } ] } }", "highway1 mixes the [6] that its layers make with the [8] that comes in, which needs one shape.")]
    [InlineData("{ name: b, network: { input: [8], layers: [ { residual: [ linear: 8 ], scale: fixed } ] } }", "fixed needs factor: a number from -1,000 to 1,000.")]
    [InlineData("{ name: b, network: { input: [8], layers: [ { residual: [ linear: 8 ], skip: projected } ] } }", "skip must be auto or identity or projection, but was projected.")]
    [InlineData("{ name: b, network: { input: [8], init: lsuv, layers: [ { linear: 8, weight-norm: true } ] } }", "linear1 learns the length of its weights by weight-norm, which lsuv cannot scale; take weight-norm out, or give it another init.")]
    [InlineData("{ name: b, network: { input: [8], init: lsuv, layers: [ { residual: [ linear: 8 ], scale: fixup } ] } }", "residual1 sets the size of its first weights by fixup, which lsuv would undo; give its layers another init.")]
    [InlineData("{ name: b, network: { input: [8], layers: [ { use: block } ] } }", "There is no part block; put one under network.parts.")]
    [InlineData("{ name: b, network: { input: [8], parts: { block: [ relu ] }, layers: [ linear: 8, { use: blok } ] } }", "There is no part blok; did you mean block?")]
    [InlineData("{ name: b, network: { input: [8], parts: { a: [ use: b ], b: [ linear: 8 ], c: [ residual: [ use: c ] ] }, layers: [ use: a ] } }", "The part c holds itself, so it would never end; take its use out of it.")]
    [InlineData("{ name: b, network: { input: [8], parts: { a: [ linear: 6 ] }, layers: [ { use: a, shared: true }, { use: a, shared: true } ] } }", "linear1 is shared and takes [8] where it first stands, but here [6] comes in.")]
    [InlineData("{ name: b, network: { input: [8], parts: [ linear: 6 ], layers: [ linear: 1 ] } }", "parts must be a map of names, each with a list of layers, but was a list.")]
    [InlineData("{ name: b, network: { input: [2], layers: [ { linear: { units: 1 }, units: 2 } ] } }", "units is set twice; remove one.")]
    [InlineData("{ name: b, network: { input: [2], layers: [ { linear: 2, name: a.b } ] } }", "name must be a name of 1 to 60 letters, digits, dashes or underscores, but was a.b.")]
    [InlineData("{ name: b, network: { input: [2], layers: [ { linear: 2, bias: maybe } ] } }", "bias must be true or false, but was maybe.")]
    [InlineData("{ name: b, network: { input: [2], init: normal, layers: [ linear: 2 ] } }", "normal needs deviation: a number from 0 to 1,000,000.")]
    [InlineData("{ name: b, network: { input: [2], layers: [ { repeat: 100000, layers: [ { repeat: 100000, layers: [ linear: 2 ] } ] } ] } }", "network has more than 100,000 layers, repetitions counted; repeat fewer times.")]
    [InlineData("{ name: b, training: { optimizer: { adam: { betas: [0.9] } } }, network: { input: [2], layers: [ linear: 2 ] } }", "betas must be a list of 2 items, each a number from 0 to below 1, but had 1.")]
    public void Says_what_is_wrong(string yaml, string message) =>
        Assert.Equal(message, Assert.Single(Mistakes.In(yaml)).Message);

    [Fact]
    public void Lists_the_words_there_are_where_none_is_near()
    {
        Assert.Equal(
            $"There is no layer photosynthesis; there are {Names(LayerWords.All)}.",
            Assert.Single(Mistakes.In("{ name: b, network: { input: [2], layers: [ photosynthesis: 3 ] } }")).Message);
        Assert.Equal(
            $"data needs a source: one of {string.Join(", ", DataWords.All.Words.Select(word => word.Name))}.",
            Assert.Single(Mistakes.In("{ name: b, data: { path: x }, network: { input: [2], layers: [ linear: 2 ] } }")).Message);

        static string Names(Family family) => string.Join(", ", family.Words.SelectMany(word => word.Aliases.Prepend(word.Name)));
    }

    [Fact]
    public void Says_where_text_is_no_YAML()
    {
        var mistake = Assert.Single(Mistakes.In("name: b\nnetwork: [1, 2\nloss: mse\n"));

        Assert.StartsWith("This is no valid YAML", mistake.Message, StringComparison.Ordinal);
        Assert.InRange(mistake.Line, 2, 4);
    }

    [Fact]
    public void Keeps_fifty_mistakes_at_most()
    {
        var wrong = string.Join(", ", Enumerable.Repeat("{ linear: 0 }", 200));

        Assert.Equal(50, Mistakes.In(RecipeFileTests.Text(network: $"input: [2], layers: [ {wrong} ]")).Count);
    }

    [Fact]
    public void Refuses_10_MB_of_garbage_at_once()
    {
        using var folder = new TemporaryFolder();
        var garbage = new byte[10_000_000];
        new Random(1).NextBytes(garbage);
        var path = folder.Write("garbage.yaml", garbage);

        Assert.Equal(
            "A recipe may have at most 1,048,576 bytes, but this has 10,000,000 or more. Is it a recipe?",
            InFiveSeconds(() => Mistakes.Only(() => RecipeFile.Load(path))).Message);
    }

    [Fact]
    public void Refuses_a_megabyte_of_garbage_quickly()
    {
        using var folder = new TemporaryFolder();
        var garbage = new byte[1_000_000];
        new Random(2).NextBytes(garbage);
        var binary = folder.Write("binary.yaml", garbage);
        var letters = string.Concat(garbage.Select(one => (char)(32 + one % 95)));

        Assert.StartsWith("A recipe must be text in UTF-8", InFiveSeconds(() => Mistakes.Only(() => RecipeFile.Load(binary))).Message, StringComparison.Ordinal);
        Assert.NotEmpty(InFiveSeconds(() => Mistakes.In(letters)));
    }

    [Theory]
    [InlineData("[", "")]
    [InlineData("{ a: ", "")]
    [InlineData("[", "]")]
    [InlineData("{ a: ", "}")]
    [InlineData("- ", "")]
    [InlineData("? ", "")]
    public void Refuses_a_recipe_nested_ten_thousand_deep(string open, string close)
    {
        var deep = new StringBuilder("name: b\nnetwork:\n  ").Insert(18, open, 10_000).Append('1').Insert(19 + 10_000 * open.Length, close, 10_000);

        var mistakes = InFiveSeconds(() => Mistakes.In(deep.ToString()));

        Assert.Equal("Maps and lists may stand at most 64 deep in one another, but here it goes deeper.", Assert.Single(mistakes).Message);
    }

    [Theory]
    [InlineData("a ")]
    [InlineData("a\n")]
    [InlineData("a: b\n")]
    [InlineData("- a\n")]
    [InlineData("'")]
    [InlineData("\"")]
    [InlineData("\\")]
    [InlineData(", ")]
    [InlineData(": ")]
    [InlineData("[],")]
    [InlineData("{a: 1},")]
    [InlineData("# ")]
    [InlineData("&a ")]
    [InlineData("!a ")]
    [InlineData("|\n ")]
    [InlineData("%a\n")]
    [InlineData("---\n")]
    [InlineData("? a\n")]
    [InlineData("\t")]
    public void Refuses_a_megabyte_of_the_same_quickly(string piece)
    {
        var same = string.Concat(Enumerable.Repeat(piece, RecipeFile.MostBytes / piece.Length));

        Assert.NotEmpty(InFiveSeconds(() => Mistakes.In(same)));
        Assert.NotEmpty(InFiveSeconds(() => Mistakes.In("[" + same[1..])));
        Assert.NotEmpty(InFiveSeconds(() => Mistakes.In("a: " + same[3..])));
    }

    [Fact]
    public void Refuses_layers_nested_ten_thousand_deep()
    {
        var deep = new StringBuilder("name: b\nnetwork:\n  input: [2]\n  layers: ");
        for (var level = 0; level < 10_000; level++) deep.Append("[ { repeat: 1, layers: ");
        deep.Append("[ linear: 2 ]");
        for (var level = 0; level < 10_000; level++) deep.Append("} ]");

        Assert.Contains("64 deep", Assert.Single(InFiveSeconds(() => Mistakes.In(deep.ToString()))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_a_billion_laughs()
    {
        var laughs = string.Join('\n', Enumerable.Range(1, 30).Select(level => $"a{level}: &a{level} [ *a{level - 1}, *a{level - 1} ]"));

        Assert.Contains("Anchors", Assert.Single(Mistakes.In("a0: &a0 lol\n" + laughs)).Message, StringComparison.Ordinal);
    }

    static T InFiveSeconds<T>(Func<T> action)
    {
        var watch = Stopwatch.StartNew();
        var result = action();
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), $"It took {watch.Elapsed}.");
        return result;
    }
}
