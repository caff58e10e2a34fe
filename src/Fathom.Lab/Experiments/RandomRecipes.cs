using Fathom.Prognoses;
using Fathom.Recipes;
using Fathom.Torch;

namespace Fathom.Lab.Experiments;

/// <summary>Does the measured ledger of a network that nobody chose lie inside the band of its prognosis?</summary>
/// <remarks>The band is two standard deviations to either side (Hanin and Nica 2019), so that nineteen of twenty networks should.</remarks>
public sealed class RandomRecipes : IExperiment
{
    const double Expected = 0.95;

    // Nobody can build wide, deep networks by the hundred: most are narrow.
    static readonly int[] Widths = [64, 64, 96, 96, 128, 128, 128, 256, 512];

    static readonly Layer[] Activations =
    [
        new Identity(), new Relu(), new Tanh(), new Sigmoid(), new Gelu(), new Silu(), new Elu(), new Selu(), new Softplus(), new Softsign(),
        new LeakyRelu { Slope = 0.2 }, new Mish(), new HardTanh(), new Prelu(),
    ];

    readonly int _count;
    readonly int _widest;

    /// <summary>The experiment with 200 recipes of widths up to 512.</summary>
    public RandomRecipes()
        : this(count: 200, widest: 512)
    {
    }

    internal RandomRecipes(int count, int widest) => (_count, _widest) = (count, widest);

    /// <inheritdoc/>
    public string Name => "random-recipes";

    /// <inheritdoc/>
    public string Question => "Does the measured ledger of a network that nobody chose lie inside the band of its prognosis?";

    /// <summary>Told of each recipe without a reservation: itself, its band and what was measured.</summary>
    internal Action<Recipe, Band, double>? OnMeasured { get; init; }

    /// <inheritdoc/>
    public ExperimentReport Run(long seed = 1, Action<int, int>? onRow = null, CancellationToken cancellation = default)
    {
        TorchRuntime.Require();
        var chance = new Chance(seed, Name);
        var (asked, inside, done) = (0, 0, 0);
        for (; done < _count && !cancellation.IsCancellationRequested; done++)
        {
            var recipe = Draw(chance, seed + done);
            var prognosis = Prognosis.Of(recipe, new() { InputMeanSquare = 1 });
            onRow?.Invoke(done + 1, _count);
            if (prognosis.Reservations.Count > 0) continue;
            var measured = FirstLedger.Decades(recipe);
            OnMeasured?.Invoke(recipe, prognosis.TotalDecades, measured);
            asked++;
            if (prognosis.TotalDecades.Holds(measured)) inside++;
        }

        var row = new ExperimentRow($"{done} recipes, of which {asked} without a reservation", Expected, (double)inside / asked, 0) { IsFloor = true };
        return new ComparisonReport(Name, "the share of measured ledgers that lie inside the predicted band", [row], done < _count);
    }

    Recipe Draw(Chance chance, long seed)
    {
        var width = Math.Min(_widest, Of(chance, Widths));
        Layer[] layers = [new Linear { Units = width }, .. NormOf(chance), Of(chance, Activations), .. DropoutOf(chance)];
        Layer[] block = chance.Whole(0, 4) switch
        {
            0 => [new Residual { Layers = ValueList.Of<Layer>(layers), Scale = chance.Whole(0, 2) == 0 ? new DepthScale() : new Unscaled() }],
            _ => layers,
        };
        return new Recipe
        {
            Name = "random",
            Seed = seed,
            Training = new TrainingPlan { Batch = 32 },
            Network = new Network
            {
                Input = [width],
                Init = InitOf(chance),
                Layers = [new Linear { Units = width }, new Repeat { Times = chance.Whole(5, 101), Layers = ValueList.Of<Layer>(block) }, new Linear { Units = width }],
            },
        };
    }

    static Initialization InitOf(Chance chance) => chance.Whole(0, 5) switch
    {
        0 => new TorchDefault(),
        1 => new XavierNormal(),
        2 => new Orthogonal { Gain = chance.Uniform(0.5, 2) },
        _ => new HeNormal { Gain = chance.Uniform(0.5, 2) },
    };

    static Layer[] NormOf(Chance chance) => chance.Whole(0, 8) switch
    {
        0 => [new LayerNorm()],
        1 => [new RmsNorm()],
        2 => [new BatchNorm()],
        _ => [],
    };

    static Layer[] DropoutOf(Chance chance) => chance.Whole(0, 4) == 0 ? [new Dropout { Probability = chance.Uniform(0.02, 0.3) }] : [];

    static T Of<T>(Chance chance, T[] list) => list[chance.Whole(0, list.Length)];
}
