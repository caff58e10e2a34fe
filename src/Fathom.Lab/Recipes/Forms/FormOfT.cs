namespace Fathom.Lab.Recipes;

/// <summary>A form whose values are <typeparamref name="T"/>.</summary>
abstract class Form<T> : Form;
