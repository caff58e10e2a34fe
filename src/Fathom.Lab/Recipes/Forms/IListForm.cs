namespace Fathom.Lab.Recipes;

/// <summary>A form whose values are lists, whatever they hold.</summary>
interface IListForm
{
    Form Inner { get; }
}
