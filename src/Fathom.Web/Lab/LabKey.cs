namespace Fathom.Web.Lab;

/// <summary>One control as a URL writes it.</summary>
/// <param name="Name">Its key.</param>
/// <param name="Label">What it is called in a complaint.</param>
/// <param name="Rule">What its value must be, to be read after "must be".</param>
/// <param name="Write">Its value in a state.</param>
/// <param name="Read">The state with another value of it; null where the text is none.</param>
sealed record LabKey(string Name, string Label, string Rule, Func<LabState, string> Write, Func<LabState, string, LabState?> Read);
