using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Fathom.Lab.Recipes;

/// <summary>Writes a YAML document piece by piece.</summary>
sealed partial class YamlText : IDisposable
{
    readonly StringWriter _writer = new() { NewLine = "\n" };
    readonly Emitter _emitter;

    public YamlText()
    {
        _emitter = new Emitter(_writer, new EmitterSettings().WithBestWidth(int.MaxValue).WithNewLine("\n").WithIndentedSequences());
        _emitter.Emit(new StreamStart());
        _emitter.Emit(new DocumentStart());
    }

    public YamlText Plain(string text) => Emit(new Scalar(AnchorName.Empty, TagName.Empty, text, ScalarStyle.Plain, true, false));

    /// <summary>Any text, in quotes unless it is a plain word.</summary>
    public YamlText Text(string text) => PlainWord().IsMatch(text) && !Reserved.Contains(text)
        ? Plain(text)
        : Emit(new Scalar(AnchorName.Empty, TagName.Empty, text, ScalarStyle.DoubleQuoted, false, true));

    public YamlText BeginMap(bool inline) =>
        Emit(new MappingStart(AnchorName.Empty, TagName.Empty, true, inline ? MappingStyle.Flow : MappingStyle.Block));

    public YamlText EndMap() => Emit(new MappingEnd());

    public YamlText BeginList(bool inline) =>
        Emit(new SequenceStart(AnchorName.Empty, TagName.Empty, true, inline ? SequenceStyle.Flow : SequenceStyle.Block));

    public YamlText EndList() => Emit(new SequenceEnd());

    public string Finish()
    {
        _emitter.Emit(new DocumentEnd(isImplicit: true));
        _emitter.Emit(new StreamEnd());
        return _writer.ToString();
    }

    public void Dispose() => _writer.Dispose();

    static readonly HashSet<string> Reserved = new(["null", "true", "false", "yes", "no", "on", "off"], StringComparer.OrdinalIgnoreCase);

    YamlText Emit(ParsingEvent piece)
    {
        _emitter.Emit(piece);
        return this;
    }

    [GeneratedRegex(@"^[A-Za-z](?:[A-Za-z0-9_./ -]{0,78}[A-Za-z0-9_./-])?\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PlainWord();
}
