using System.Globalization;
using Fathom.Lab.Recipes;
using Fathom.Lab.Training;

namespace Fathom.Lab.Tests.Diagnoses;

/// <summary>Diagnoses on real trainings: the ill are recognised, and the healthy are left in peace.</summary>
public class RealNetworkTests
{
    [Theory]
    [InlineData("vanishing-gradient", 20, "sigmoid", "torch-default", "{ sgd: { lr: 0.1 } }")]
    [InlineData("vanishing-gradient", 20, "sigmoid", "torch-default", "{ adam: { lr: 0.001 } }")]
    [InlineData("vanishing-gradient", 8, "sigmoid", "xavier-uniform", "{ sgd: { lr: 0.05 } }")]
    [InlineData("vanishing-gradient", 20, "relu", "torch-default", "{ sgd: { lr: 0.05 } }")]
    [InlineData("vanishing-gradient", 30, "tanh", "torch-default", "{ sgd: { lr: 0.05, momentum: 0.9 } }")]
    [InlineData("vanishing-gradient", 15, "relu", "normal(0.02)", "{ sgd: { lr: 0.05 } }")]
    [InlineData("exploding-gradient", 20, "relu", "normal(0.18)", "{ sgd: { lr: 0.01 } }")]
    [InlineData("exploding-gradient", 20, "relu", "normal(0.25)", "{ sgd: { lr: 0.0001 } }")]
    [InlineData("learning-rate-too-low", 3, "relu", "he-normal", "{ sgd: { lr: 0.0000001 } }")]
    [InlineData("learning-rate-too-low", 5, "relu", "torch-default", "{ sgd: { lr: 0.000001 } }")]
    public void Recognises(string illness, int depth, string activation, string init, string optimizer)
    {
        var findings = Examine(depth, activation, init, optimizer).Findings;

        Assert.Contains(findings.SelectMany(finding => finding.Consequences.Prepend(finding)), finding => finding.Id == illness);
    }

    [Theory]
    [InlineData(4, "relu", "he-normal", "{ sgd: { lr: 0.05, momentum: 0.9 } }", "digits")]
    [InlineData(30, "relu", "he-normal", "{ sgd: { lr: 0.002, momentum: 0.9 } }", "digits")]
    [InlineData(20, "tanh", "xavier-uniform", "{ sgd: { lr: 0.02 } }", "digits")]
    [InlineData(3, "relu", "torch-default", "{ sgd: { lr: 0.1 } }", "digits")]
    [InlineData(4, "tanh", "torch-default", "{ sgd: { lr: 0.1 } }", "digits")]
    [InlineData(2, "sigmoid", "xavier-normal", "{ sgd: { lr: 0.5, momentum: 0.9 } }", "digits")]
    [InlineData(5, "relu", "torch-default", "{ adam: { lr: 0.001 } }", "digits")]
    [InlineData(10, "tanh", "xavier-normal", "{ adam: { lr: 0.001 } }", "digits")]
    [InlineData(10, "relu", "he-uniform", "{ adam: { lr: 0.0003 } }", "digits")]
    [InlineData(3, "tanh", "xavier-normal", "{ sgd: { lr: 0.1, momentum: 0.9 } }", "spirals")]
    [InlineData(2, "relu", "he-normal", "{ sgd: { lr: 0.5, momentum: 0.9 } }", "blobs")]
    public void Leaves_in_peace(int depth, string activation, string init, string optimizer, string data)
    {
        var examination = Examine(depth, activation, init, optimizer, data);

        Assert.Empty(examination.Findings);
        Assert.Equal(40, examination.Steps);
    }

    [Fact]
    public void Leaves_a_converged_network_in_peace()
    {
        var examination = Examine(3, "relu", "he-normal", "{ sgd: { lr: 0.05, momentum: 0.9 } }", "blobs", steps: 400);

        Assert.InRange(examination.Loss.Last, 0, 1e-2);
        Assert.Empty(examination.Findings);
    }

    static Examination Examine(int depth, string activation, string init, string optimizer, string data = "digits", int steps = 40)
    {
        var input = data == "digits" ? 784 : 2;
        var yaml = string.Create(CultureInfo.InvariantCulture, $$"""
            name: case
            seed: 3
            data: { source: {{data}} }
            network:
              input: [{{input}}]
              init: {{init}}
              layers:
                - repeat: {{depth}}
                  layers: [ { linear: 96 }, {{activation}} ]
                - linear: {{(data == "digits" ? 10 : 3)}}
            training:
              optimizer: {{optimizer}}
              batch: 64
              steps: 1000
            """);
        return Examiner.Run(RecipeFile.Parse(yaml), new() { Steps = steps });
    }
}
