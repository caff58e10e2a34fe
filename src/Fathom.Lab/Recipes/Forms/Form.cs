namespace Fathom.Lab.Recipes;

/// <summary>How a value is spelt in YAML: reads it, writes it, and says what it expects.</summary>
abstract class Form
{
    /// <summary>What may stand there, to be read after "must be".</summary>
    public abstract string Expected { get; }

    /// <summary>Whether a value takes lines of its own rather than fit into one with its neighbours.</summary>
    public virtual bool IsBlock => false;

    /// <summary>Whether a value is always one word or number.</summary>
    public bool IsScalar => Takes(new ScalarNode("", isQuoted: true, 0, 0)) && !Takes(new MapNode([], 0, 0)) && !Takes(new ListNode([], 0, 0));

    /// <summary>Whether <paramref name="node"/> could be such a value, whatever it says.</summary>
    public abstract bool Takes(Node node);

    /// <summary>The value; null where it is wrong, with the mistakes in <paramref name="reading"/>.</summary>
    public abstract object? Read(Node node, Spot spot, RecipeReading reading);

    public abstract void Write(object value, YamlText text);

    /// <summary>What an editor may accept there; unless a form says it, anything.</summary>
    public virtual SchemaPart Schema(SchemaParts parts) => new();

    /// <summary>What may stand in the parentheses of a call, as a regular expression; null: any text.</summary>
    public virtual string? CallPattern => null;

    protected object? Refuse(Node node, Spot spot, RecipeReading reading)
    {
        reading.Add(node, spot.Path, $"{spot.Name} must be {Expected}, but was {node.Shown}.");
        return null;
    }
}
