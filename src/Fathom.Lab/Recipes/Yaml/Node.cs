namespace Fathom.Lab.Recipes;

/// <summary>A piece of a YAML document and where it stands, line and column from 1.</summary>
abstract class Node(int line, int column)
{
    public int Line => line;

    public int Column => column;

    /// <summary>What a reader sees there, short enough for a sentence.</summary>
    public abstract string Shown { get; }

    /// <summary>True for nothing at all, <c>~</c> and <c>null</c>.</summary>
    public virtual bool IsEmpty => false;
}
