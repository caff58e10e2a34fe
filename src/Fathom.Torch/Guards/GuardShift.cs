namespace Fathom.Torch.Guards;

/// <summary>A guard on duty in one training.</summary>
abstract class GuardShift : IDisposable
{
    /// <summary>What this guard multiplies the learning rates by, above 0 to 1.</summary>
    public double RateFactor { get; protected set; } = 1;

    /// <summary>Looks at a step before the optimizer takes it, and may clip or skip it. Called in every step, also in one already skipped.</summary>
    public abstract void Judge(GuardedStep step);

    /// <summary>Makes ready for a step that no guard skipped, right before the optimizer takes it.</summary>
    public virtual void Prepare(GuardedStep step)
    {
    }

    /// <summary>Looks at the step after it was taken or skipped.</summary>
    public virtual void Conclude(GuardedStep step)
    {
    }

    /// <summary>What the guard took between two steps since this was last asked, in ticks of the stopwatch.</summary>
    public virtual long TakeTicks() => 0;

    /// <summary>Writes down what the guard has learnt of the training, but for its rate factor.</summary>
    public virtual void Write(BinaryWriter writer)
    {
    }

    /// <summary>Takes up what <see cref="Write"/> wrote.</summary>
    public virtual void Read(BinaryReader reader)
    {
    }

    /// <summary>Takes up a rate factor.</summary>
    public void Resume(double rateFactor) => RateFactor = rateFactor;

    public virtual void Dispose()
    {
    }
}
