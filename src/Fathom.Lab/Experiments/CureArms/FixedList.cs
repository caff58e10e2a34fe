using Fathom.Lab.Cures;
using Fathom.Lab.Trials;
using Fathom.Recipes;
using Fathom.Treatments;

namespace Fathom.Lab.Experiments.CureArms;

/// <summary>A fixed list for each symptom, tried in order with full retrains, as AutoTrainer does (Zhang, Zhai, Ma and Shen, ICSE 2021).</summary>
/// <remarks>
/// A retraining that still shows the illness at the first check is ended there, as the tool ends it. One without the illness is what the tool calls
/// repaired; here it must also beat the untreated run, with the first seed and then by Fathom's proof after whole trainings, and else the next is tried.
/// </remarks>
static class FixedList
{
    // No search is ended by its cost: the list is short.
    static readonly CureBudget Enough = new() { Trainings = 1000 };

    public static CuresArm Of(Recipe recipe, ITrials trials, CancellationToken cancellation)
    {
        var search = new ArmSearch(recipe, trials, Enough, cancellation);
        if (search.Illness is not { } illness) return search.Arm("Nothing was found.");
        var (book, whole) = (search.Book, search.Lengths.Whole);
        var candidates = SolutionsOf(SymptomOf(illness, book.Untreated())).Select((change, index) => search.Candidate(index + 1, change)).Where(candidate => !candidate.Recipe.Equals(recipe));
        foreach (var candidate in candidates)
        {
            if (Shows(search.Lengths.Proof) || Shows(whole)) continue;
            if (search.CountedAsProof(() => book.TryRun([book.OrderUntreated(whole)])) && search.Judge(candidate, whole).Standing == Standing.Better && search.Proves(candidate, whole)) return search.Arm("");
            book.Release([candidate]);

            bool Shows(long length) => !book.TryRun([book.Order(candidate, length)]) || book.Of(candidate) is not { Failure: null, IsLost: false } trial
                || illness.RemainsIn(trial) || Illness.NewErrors(trial, [book.Untreated()]).Count > 0;
        }

        return search.Arm("The end of the list was reached.");
    }

    /// <summary>The tool's symptom for what Fathom found, or for the first of its consequences that the tool knows; whatever else ails converges slowly.</summary>
    internal static Symptom SymptomOf(Illness illness, Trial untreated) =>
        new[] { illness.Id }.Concat(untreated.AllFindings.Select(finding => finding.Id)).Select(Known).FirstOrDefault(symptom => symptom is not null) ?? Symptom.NotConverging;

    /// <summary>The order of AutoTrainer's strategy "balance", its default, as its code has it.</summary>
    /// <remarks>
    /// Where it draws (an optimizer, an initializer, a momentum), the list takes what it draws from, one after the other. Fathom's recipes know no
    /// Nadam, Adamax, thresholded rectifier and Gaussian noise: those are left out. It clips values at 10; here it is the norm.
    /// </remarks>
    internal static IReadOnlyList<Combination> SolutionsOf(Symptom symptom) => symptom switch
    {
        Symptom.Vanishing => [Selu, Relu, BatchNorm],
        Symptom.Exploding => [Selu, Relu, new(new ClipGradient { Norm = 10 }), Start(new Tanh(), new HeUniform()), BatchNorm],
        Symptom.Dying => [Selu, BatchNorm, Start(new HeUniform()), Start(new LecunUniform()), Start(new XavierNormal()), Only(new LeakyRelu { Slope = 0.3 }), Only(new Elu())],
        Symptom.Oscillating =>
        [
            Optimizer(new Adam()), Lower(10), Lower(100), Lower(1000), new(new DecayLearningRate { By = new OnPlateau { Factor = 0.2, Least = 0.001 } }), Batch(2), Batch(4), Batch(8),
            Optimizer(new Sgd { LearningRate = 0.01, Momentum = 0.9 }), Optimizer(new Sgd { LearningRate = 0.01, Momentum = 0.5 }), Optimizer(new Sgd { LearningRate = 0.01, Momentum = 0.1 }),
        ],
        _ => [Optimizer(new Sgd { LearningRate = 0.01 }), Optimizer(new Adam()), Optimizer(new RmsProp { LearningRate = 0.001 }), Raise(10), Raise(100), Raise(1000)],
    };

    static Combination Selu => Start(new Selu(), new LecunUniform());

    static Combination Relu => Start(new Relu(), new HeUniform());

    static Combination BatchNorm => new(new InsertNorm { Norm = new BatchNorm(), Position = NormPosition.AfterActivations });

    static Symptom? Known(string id) => id switch
    {
        "vanishing-gradient" or "saturated-activation" or "short-memory" => Symptom.Vanishing,
        "exploding-gradient" or "exploding-through-time" or "non-finite" => Symptom.Exploding,
        "dead-units" => Symptom.Dying,
        "oscillating-loss" or "learning-rate-too-high" or "gradient-spike" => Symptom.Oscillating,
        "loss-plateau" or "learning-rate-too-low" => Symptom.NotConverging,
        _ => null,
    };

    static Combination Start(Activation activation, Initialization init) => new(new ReplaceActivation { By = activation }, new Reinitialize { Init = init });

    static Combination Start(Initialization init) => new(new Reinitialize { Init = init });

    static Combination Only(Activation activation) => new(new ReplaceActivation { By = activation });

    static Combination Optimizer(Optimizer optimizer) => new(new ChangeOptimizer { To = optimizer });

    static Combination Lower(double divisor) => new(new LowerLearningRate { Divisor = divisor });

    static Combination Raise(double factor) => new(new RaiseLearningRate { Factor = factor });

    static Combination Batch(int factor) => new(new EnlargeBatch { Factor = factor });
}
