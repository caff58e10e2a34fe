using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Fathom.Lab.Recipes;

/// <summary>Reads YAML text into nodes; refuses what a recipe has no use for and what could be used to flood memory.</summary>
sealed class NodeReader(RecipeReading reading)
{
    /// <summary>How deep maps and lists may stand in one another.</summary>
    public const int MostDeep = 64;

    /// <summary>The document's root; null where the text is no YAML at all, with the mistake in the reading.</summary>
    public Node? Read(TextReader text)
    {
        var parser = new Parser(text);
        try
        {
            parser.Consume<StreamStart>();
            if (parser.TryConsume<StreamEnd>(out _)) return Empty();
            parser.Consume<DocumentStart>();
            var root = ReadNode(parser, depth: 0);
            parser.Consume<DocumentEnd>();
            if (parser.TryConsume<StreamEnd>(out _)) return root.IsEmpty ? Empty() : root;
            reading.Add(Line(parser.Current!.Start), Column(parser.Current.Start), "", "A second document starts here; a recipe is one document. Remove the line with ---.");
            return null;
        }
        catch (RefusedYamlException refused)
        {
            reading.Add(Line(refused.At), Column(refused.At), "", refused.Message);
            return null;
        }
        catch (YamlException exception)
        {
            reading.Add(Line(exception.Start), Column(exception.Start), "", $"This is no valid YAML: {exception.Message.TrimEnd('.')}. Check indentation, colons, quotes and brackets.");
            return null;
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // YamlDotNet's scanner fails in its own ways on some garbage, such as a key that an unclosed bracket swallows.
            var near = parser.Current?.End ?? Mark.Empty;
            reading.Add(Line(near), Column(near), "", "This is no valid YAML from here on. Check indentation, colons, quotes and brackets.");
            return null;
        }
    }

    Node? Empty()
    {
        reading.Add(1, 1, "", "The recipe is empty; it needs at least a name and a network.");
        return null;
    }

    Node ReadNode(IParser parser, int depth)
    {
        if (depth > MostDeep)
            throw new RefusedYamlException(parser.Current!.Start, $"Maps and lists may stand at most {MostDeep} deep in one another, but here it goes deeper.");
        if (parser.Current is NodeEvent { Anchor.IsEmpty: false } or AnchorAlias)
            throw new RefusedYamlException(parser.Current.Start, "Anchors (&) and aliases (*) are not part of a recipe; write the text out, or use repeat.");
        if (parser.Current is NodeEvent { Tag.IsEmpty: false } tagged)
            throw new RefusedYamlException(tagged.Start, $"Tags such as {ScalarNode.Shorten(tagged.Tag.Value)} are not part of a recipe; remove it.");

        var start = parser.Current!.Start;
        if (parser.TryConsume<Scalar>(out var scalar)) return ToNode(scalar);
        if (parser.TryConsume<SequenceStart>(out _))
        {
            var items = new List<Node>();
            while (!parser.TryConsume<SequenceEnd>(out _)) items.Add(ReadNode(parser, depth + 1));
            return new ListNode(items, Line(start), Column(start));
        }

        parser.Consume<MappingStart>();
        return new MapNode(ReadEntries(parser, depth), Line(start), Column(start));
    }

    List<Entry> ReadEntries(IParser parser, int depth)
    {
        var entries = new List<Entry>();
        var keys = new Dictionary<string, ScalarNode>(StringComparer.Ordinal);
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            if (ReadNode(parser, depth + 1) is not ScalarNode key)
                throw new RefusedYamlException(parser.Current!.Start, "A key must be a plain word, but a map or list stands in its place.");
            var value = ReadNode(parser, depth + 1);
            if (keys.TryAdd(key.Text, key)) entries.Add(new Entry(key, value));
            else if (!reading.IsFull) reading.Add(key, key.Text, $"The key {key.Shown} stands here a second time, first in line {keys[key.Text].Line}; remove one.");
        }

        return entries;
    }

    static ScalarNode ToNode(Scalar scalar) =>
        new(scalar.Value, scalar.Style != ScalarStyle.Plain, Line(scalar.Start), Column(scalar.Start));

    static int Line(Mark mark) => (int)Math.Max(1, mark.Line);

    static int Column(Mark mark) => (int)Math.Max(1, mark.Column);
}
