namespace Fathom.Lab.Datasets;

/// <summary>The data of a training: what is learnt from, and what is held out to see whether learning helped.</summary>
public sealed class Dataset : IDisposable
{
    internal Dataset(string name, SampleSet training, SampleSet? heldOut, int? classes)
    {
        Name = name;
        Training = training;
        HeldOut = heldOut;
        Classes = classes;
    }

    /// <summary>Where the data is from: a generator's name, a folder or a file.</summary>
    public string Name { get; }

    /// <summary>What is learnt from.</summary>
    public SampleSet Training { get; }

    /// <summary>What the training never sees; null where nothing is held out.</summary>
    public SampleSet? HeldOut { get; }

    /// <summary>How many classes the labels name; null where the label is a measured number.</summary>
    public int? Classes { get; }

    /// <summary>Frees the tensors.</summary>
    public void Dispose()
    {
        Training.Dispose();
        HeldOut?.Dispose();
    }
}
