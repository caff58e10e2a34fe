namespace Fathom.Recipes;

/// <summary>What a recurrent layer passes on.</summary>
public enum RecurrentOutput
{
    /// <summary>The state after every time step: many to many.</summary>
    Sequence,

    /// <summary>The state after the last time step alone: many to one.</summary>
    Last,
}
