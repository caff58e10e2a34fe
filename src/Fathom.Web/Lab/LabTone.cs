namespace Fathom.Web.Lab;

/// <summary>How good or bad what a sentence tells is; a sign stands beside the colour.</summary>
public enum LabTone
{
    /// <summary>As it should be.</summary>
    Good,

    /// <summary>Worth a look.</summary>
    Careful,

    /// <summary>The gradient will not arrive, or not as itself.</summary>
    Bad,
}
