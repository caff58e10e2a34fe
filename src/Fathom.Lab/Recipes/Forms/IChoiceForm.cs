namespace Fathom.Lab.Recipes;

/// <summary>A form whose values are words of a family, whichever it is.</summary>
interface IChoiceForm
{
    Family Family { get; }
}
