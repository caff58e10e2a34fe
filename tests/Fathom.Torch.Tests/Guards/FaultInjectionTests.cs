using Fathom.Guards;
using Fathom.Torch.Guards;
using static TorchSharp.torch;

namespace Fathom.Torch.Tests.Guards;

/// <summary>A thousand seeded faults: 4 networks, 5 optimizers, 5 seeds, 10 faults each.</summary>
public sealed class FaultInjectionTests : IDisposable
{
    const int Seeds = 5;
    const int FaultsPerRun = 10;

    static readonly string[] Families = ["mlp", "cnn", "lstm", "residual"];
    static readonly string[] Optimizers = ["sgd", "adam", "adamw", "rmsprop", "adagrad"];

    readonly int _threads = get_num_threads();

    public FaultInjectionTests() => set_num_threads(1);

    public static TheoryData<string, string> Trainings =>
        [.. from family in Families from optimizer in Optimizers select (family, optimizer)];

    [Theory]
    [MemberData(nameof(Trainings))]
    public void Leave_no_weight_non_finite_and_the_loss_within_its_spread(string family, string optimizer)
    {
        var (clean, faulty) = (new double[Seeds], new double[Seeds]);
        for (var seed = 0; seed < Seeds; seed++)
        {
            using var undisturbed = new FaultyTraining(family, optimizer, seed, Guarded());
            using var disturbed = new FaultyTraining(family, optimizer, seed, Guarded());
            clean[seed] = undisturbed.Train(new Dictionary<int, Fault>());
            faulty[seed] = disturbed.Train(disturbed.Plan(FaultsPerRun));

            Assert.True(disturbed.IsFinite, $"Seed {seed} left numbers that are not finite.");
            Assert.False(disturbed.Monitor.ShouldStop, disturbed.Monitor.StopReason);
            Assert.Empty(undisturbed.Monitor.GuardEvents);
            Assert.True(disturbed.Monitor.GuardEvents.Count(happened => happened.Action != GuardAction.RaisedRate) >= FaultsPerRun * 8 / 10,
                string.Join("\n", disturbed.Monitor.GuardEvents));
        }

        // Student's t, one-sided, 8 degrees of freedom: under equal losses, 4.5 is exceeded once in a thousand times.
        var spread = Math.Sqrt((Variance(clean) + Variance(faulty)) / 2 * (2.0 / Seeds));
        var distance = (faulty.Average() - clean.Average()) / spread;
        Assert.True(distance < 4.5 || faulty.Average() <= clean.Max(),
            FormattableString.Invariant($"With faults {faulty.Average():0.000}, without {clean.Average():0.000}: {distance:0.0} standard errors apart."));
    }

    [Theory]
    [MemberData(nameof(Trainings))]
    public void Leave_no_weight_non_finite_under_the_default_guard_alone(string family, string optimizer)
    {
        foreach (var onArrival in (bool[])[false, true])
        {
            using var training = new FaultyTraining(family, optimizer, 11, [new SkipNonFinite { ReadsAllOnArrival = onArrival }]);

            training.Train(training.Plan(FaultsPerRun), 150);

            Assert.True(training.IsFinite);
        }
    }

    [Theory]
    [InlineData(Fault.NaNInOneGradient)]
    [InlineData(Fault.InfiniteLoss)]
    [InlineData(Fault.CorruptBatch)]
    [InlineData(Fault.MemoryGoneNaN)]
    public void Destroy_the_weights_without_a_guard(Fault fault)
    {
        using var training = new FaultyTraining("cnn", "adam", 1, []);

        training.Train(new Dictionary<int, Fault> { [5] = fault }, 8);

        Assert.False(training.IsFinite);
    }

    public void Dispose() => set_num_threads(_threads);

    static IGuard[] Guarded() => [new SkipNonFinite(), new RollBack { StepsBetween = 10 }];

    static double Variance(double[] values)
    {
        var mean = values.Average();
        return values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1);
    }
}
