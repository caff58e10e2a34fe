namespace Fathom.Web.Pages.Runs;

/// <summary>What the table of runs is sorted by.</summary>
public enum RunOrder
{
    /// <summary>When the run started.</summary>
    Started,

    /// <summary>Its name.</summary>
    Name,

    /// <summary>How it stands.</summary>
    Status,

    /// <summary>How many steps are done.</summary>
    Steps,

    /// <summary>The last training loss.</summary>
    Loss,

    /// <summary>The last held-out loss.</summary>
    HeldOut,

    /// <summary>The severity of the gravest finding.</summary>
    Worst,
}
