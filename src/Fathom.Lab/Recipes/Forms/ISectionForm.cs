namespace Fathom.Lab.Recipes;

/// <summary>A form whose values are maps with the options of one word as keys.</summary>
interface ISectionForm
{
    Word Word { get; }
}
