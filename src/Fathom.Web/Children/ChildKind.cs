namespace Fathom.Web.Children;

/// <summary>What a child process does.</summary>
public enum ChildKind
{
    /// <summary>Trains a recipe to its end: <c>fathom train</c>.</summary>
    Train,

    /// <summary>Trains a few steps under probes: <c>fathom examine</c>.</summary>
    Examine,

    /// <summary>Looks for a cure and proves it: <c>fathom cure</c>.</summary>
    Cure,

    /// <summary>Reruns a published result: <c>fathom experiment</c>.</summary>
    Experiment,
}
