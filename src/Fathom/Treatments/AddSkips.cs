using Fathom.Diagnoses;
using Fathom.Recipes;

namespace Fathom.Treatments;

/// <summary>Leads the input of every one or two layers of equal width around them.</summary>
/// <remarks>
/// He, Zhang, Ren and Sun (2016), Deep residual learning; Yang and Schoenholz (2017) for the scale 1/√L; Bachlechner et al. (2020) for
/// ReZero; Srivastava, Greff and Schmidhuber (2015) for highways. Layers inside blocks are left alone, and so are layers that change the
/// shape, and named parts that are used in more than one shape. A layer takes with it what stands behind it up to the next: its normalisation, activation and dropout.
/// </remarks>
public sealed record AddSkips : ITreatment
{
    static readonly string[] Illnesses =
        ["vanishing-gradient", "exploding-gradient", "rank-collapse", "loss-plateau", "activation-slopes", "depth", "normalization", "weight-scale", "dropout"];

    /// <inheritdoc/>
    public string Id => "add-skips";

    /// <summary>How; depth-scaled unless said otherwise.</summary>
    public SkipForm Form { get; init; }

    /// <summary>Around how many layers of weights each skip leads, 1 or 2; 2 unless said otherwise.</summary>
    public int Around { get; init => field = Require.Between(value, 1, 2, nameof(Around)); } = 2;

    /// <inheritdoc/>
    public Invasiveness Invasiveness => Invasiveness.Part;

    /// <inheritdoc/>
    public IReadOnlyList<string> Answers => Illnesses;

    /// <inheritdoc/>
    public IEnumerable<ITreatment> Variants(Recipe recipe, Finding finding) => new ITreatment[]
    {
        this with { Form = SkipForm.DepthScaled, Around = 2 },
        this with { Form = SkipForm.ReZero, Around = 1 },
        this with { Form = SkipForm.Highway, Around = 1 },
        this with { Form = SkipForm.DepthScaled, Around = 1 },
    }.ThatChangeAll(recipe).BestExpectedFirst(recipe).ThatChange(recipe);

    /// <inheritdoc/>
    public Recipe ApplyTo(Recipe recipe)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        var division = Division.Of(recipe.Network);
        var rows = new SkippedRows(recipe.Network, Around, Block);
        return recipe.Treated(division.WithBody(rows.Of(division.Body, recipe.Network.Input), rows.Parts(division.Body)));
    }

    /// <inheritdoc/>
    public string Describe(Recipe recipe)
    {
        var blocks = Wording.Count(Blocks(ApplyTo(recipe)) - Blocks(recipe), Form == SkipForm.Highway ? "highway block" : "residual block");
        return $"Put {(Around == 1 ? "each layer" : "every two layers")} of equal width into a block that its input leads around, {blocks} in all, {How}.";
    }

    /// <inheritdoc/>
    public string InCode(Recipe recipe)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        var depth = Math.Max(1, Blocks(ApplyTo(recipe)));
        return Form switch
        {
            SkipForm.ReZero => $"In forward, replace x = layer.call(x) by x = x + scale * layer.call(x) {Each}, scale being a Parameter of its own that starts at zeros(1).",
            SkipForm.Highway => FormattableString.Invariant($"In forward, replace x = layer.call(x) by x = t * layer.call(x) + (1 - t) * x {Each}, with t = sigmoid(gate.call(x)), gate = Linear(width, width) and init.constant_(gate.bias, {Math.Min(-1, -Math.Log(depth)):0.##})."),
            _ => FormattableString.Invariant($"In forward, replace x = layer.call(x) by x = x + {1 / Math.Sqrt(depth):0.###} * layer.call(x) {Each}."),
        };
    }

    string Each => Around == 1 ? "for each layer of equal width with its activation" : "for every two layers of equal width with their activations";

    string How => Form switch
    {
        SkipForm.ReZero => "each branch times a learnt number that starts at zero",
        SkipForm.Highway => "the gates opened to -ln of their number",
        _ => "each branch divided by the root of their number",
    };

    Block Block(ValueList<Layer> layers) => Form switch
    {
        SkipForm.ReZero => new Residual { Layers = layers, Scale = new ReZeroScale() },
        SkipForm.Highway => new Highway { Layers = layers },
        _ => new Residual { Layers = layers, Scale = new DepthScale() },
    };

    static int Blocks(Recipe recipe) => recipe.Network.AllPlaces().Count(place => place.Layer is Residual or Highway);
}
