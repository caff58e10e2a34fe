namespace Fathom.Web.Lab;

/// <summary>Between which ends each slider of the Lab moves.</summary>
public static class LabRanges
{
    /// <summary>Hidden layers.</summary>
    public static LabRange<int> Depth { get; } = new(1, 60);

    /// <summary>Units of each layer or state.</summary>
    public static LabRange<int> Width { get; } = new(1, 256);

    /// <summary>What the weights' start is multiplied by.</summary>
    public static LabRange<double> Gain { get; } = new(0.01, 10);

    /// <summary>What one layer of a chain multiplies by.</summary>
    public static LabRange<double> Factor { get; } = new(0, 10);

    /// <summary>Where biases start.</summary>
    public static LabRange<double> BiasStart { get; } = new(-5, 5);

    /// <summary>Layers around which one skip leads.</summary>
    public static LabRange<int> Around { get; } = new(1, 2);

    /// <summary>Recurrent layers on one another.</summary>
    public static LabRange<int> Stack { get; } = new(1, 3);

    /// <summary>Time steps of a sequence.</summary>
    public static LabRange<int> Length { get; } = new(10, 150);

    /// <summary>The learning rate.</summary>
    public static LabRange<double> LearningRate { get; } = new(1e-6, 10);

    /// <summary>The norm that a step's gradient may have, where it is clipped.</summary>
    public static LabRange<double> Clip { get; } = new(0.001, 1000);

    /// <summary>The share of units dropped.</summary>
    public static LabRange<double> Dropout { get; } = new(0, 0.9);

    /// <summary>The weight decay.</summary>
    public static LabRange<double> WeightDecay { get; } = new(0, 1);

    /// <summary>Samples a step.</summary>
    public static LabRange<int> Batch { get; } = new(2, 512);

    /// <summary>Steps of the training.</summary>
    public static LabRange<int> Steps { get; } = new(10, 5000);

    /// <summary>The seed.</summary>
    public static LabRange<int> Seed { get; } = new(1, 999_999);
}
