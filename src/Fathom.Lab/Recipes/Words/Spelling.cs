namespace Fathom.Lab.Recipes;

/// <summary>How a family's words are written where they have options; every one of them reads them all but the last.</summary>
enum Spelling
{
    /// <summary>The options beside the word: <c>{ linear: 256, bias: false }</c>.</summary>
    Beside,

    /// <summary>The options under the word: <c>{ sgd: { lr: 0.1 } }</c>.</summary>
    Under,

    /// <summary>The first option in parentheses, where it is the only one: <c>normal(0.01)</c>.</summary>
    Call,

    /// <summary>The word as the value of <c>source</c>: <c>{ source: csv, path: iris.csv }</c>.</summary>
    Source,
}
