using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Fathom.Recipes;

namespace Fathom.Cli.Commands;

/// <summary>The options of data sources that need more than a path.</summary>
sealed class SourceOptions
{
    readonly Option<string?> _label = new("--label") { Description = "csv, parquet: the label's column, by name or by number from 1.", HelpName = "COLUMN" };
    readonly Option<string?> _oneHot = new("--one-hot") { Description = "csv, parquet: columns of categories, with commas between.", HelpName = "COLUMNS" };
    readonly Option<string?> _separator = new("--separator") { Description = "csv: what stands between the columns, or the word tab.", HelpName = "SIGN" };
    readonly Option<string?> _labels = new("--labels") { Description = "numpy: the labels' array, or their .npy file.", HelpName = "NAME" };
    readonly Option<string?> _features = new("--features") { Description = "numpy: the features' array.", HelpName = "NAME" };
    readonly Option<int[]?> _size = new("--size") { Description = "images: height and width to stretch to, such as 32x32.", HelpName = "SIZE", CustomParser = SizeOf };

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_label, _oneHot, _separator, _labels, _features, _size]) command.Add(option);
    }

    public DataSource ApplyTo(DataSource source, ParseResult parsed)
    {
        var applied = source switch
        {
            Csv csv => Table(csv, parsed) with { Separator = Separator(parsed.GetValue(_separator)) ?? csv.Separator },
            TableData table => Table(table, parsed),
            NumpyArrays arrays => arrays with { Features = parsed.GetValue(_features), Labels = parsed.GetValue(_labels) },
            ImageFolder images when parsed.GetValue(_size) is { } size => images with { Size = ValueList.Of<int>(size) },
            _ => source,
        };
        Option[] useful = source switch
        {
            Csv => [_label, _oneHot, _separator],
            TableData => [_label, _oneHot],
            NumpyArrays => [_features, _labels],
            ImageFolder => [_size],
            _ => [],
        };
        Option[] all = [_label, _oneHot, _separator, _labels, _features, _size];
        var lost = all.Except(useful).FirstOrDefault(option => parsed.GetResult(option) is { Implicit: false });
        return lost is null ? applied : throw new CallRefusedException($"{lost.Name} is of no use to this data; it is for {lost.Description!.Split(':')[0]}.");
    }

    T Table<T>(T table, ParseResult parsed)
        where T : TableData => (T)((TableData)table with
        {
            Label = parsed.GetValue(_label),
            OneHot = [.. parsed.GetValue(_oneHot)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? []],
        });

    static char? Separator(string? written) => written switch
    {
        null => null,
        "tab" => '\t',
        [var sign] when Csv.CanSeparate(sign) => sign,
        _ => throw new CallRefusedException($"--separator must be tab, or a sign such as ; or | that can be no part of a number, but was '{written}'."),
    };

    static int[]? SizeOf(ArgumentResult argument)
    {
        var written = argument.Tokens[0].Value;
        var sides = written.Split('x', '×');
        if (sides.Length == 2 && Side(sides[0]) is { } height && Side(sides[1]) is { } width) return [height, width];
        argument.AddError($"--size must be height and width from 1 to 4096, such as 32x32, but was '{written}'.");
        return null;
    }

    static int? Side(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var side) && side is >= 1 and <= 4096 ? side : null;
}
