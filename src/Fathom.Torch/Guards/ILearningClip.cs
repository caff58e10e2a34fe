namespace Fathom.Torch.Guards;

/// <summary>A clip that learns from the steps so far, and can go on with what it learnt in another process.</summary>
public interface ILearningClip : IGradientClip
{
    /// <summary>Writes down what was learnt.</summary>
    /// <param name="writer">Where to.</param>
    void Write(BinaryWriter writer);

    /// <summary>Takes up what <see cref="Write"/> wrote, in place of what was learnt here.</summary>
    /// <param name="reader">Where from.</param>
    void Read(BinaryReader reader);
}
