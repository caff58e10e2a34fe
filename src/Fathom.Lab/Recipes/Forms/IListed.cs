namespace Fathom.Lab.Recipes;

/// <summary>A form with few values, all of which can be listed.</summary>
interface IListed
{
    IReadOnlyList<object> Values { get; }
}
