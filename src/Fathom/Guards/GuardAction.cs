namespace Fathom.Guards;

/// <summary>What a guard did to a training.</summary>
public enum GuardAction
{
    /// <summary>Gradients were made smaller before the optimizer got them.</summary>
    Clipped,

    /// <summary>The step did not reach the weights.</summary>
    Skipped,

    /// <summary>Numbers that were lost were replaced, and the training goes on with them.</summary>
    Repaired,

    /// <summary>Learning rates are lower from now on.</summary>
    LoweredRate,

    /// <summary>Learning rates are higher again than they were lowered to.</summary>
    RaisedRate,

    /// <summary>Weights and optimizer state are again what they were at an earlier step.</summary>
    RolledBack,

    /// <summary>The training should end.</summary>
    Stopped,

    /// <summary>The guard itself could not do something.</summary>
    Failed,
}
