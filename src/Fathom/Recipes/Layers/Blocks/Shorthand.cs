namespace Fathom.Recipes;

/// <summary>Stands for other layers, which a network writes out: it has no place and no name of its own.</summary>
public abstract record Shorthand : Layer
{
    /// <summary>Always null: what is written out has names.</summary>
    /// <exception cref="ArgumentException">A name was given.</exception>
    public sealed override string? Name
    {
        get => null;
        init
        {
            if (value is not null) throw new ArgumentException($"A {Kind} has no name, but was called {value}.", nameof(value));
        }
    }

    /// <summary>Not known here, because each repetition may see another shape: 0. A network counts what is written out.</summary>
    public sealed override long ParameterCount(ValueList<int> input) => 0;
}
