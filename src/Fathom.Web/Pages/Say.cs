using System.Globalization;
using Fathom.Diagnoses;
using Fathom.Runs;

namespace Fathom.Web.Pages;

/// <summary>Numbers and words as pages write them.</summary>
static class Say
{
    public static string Number(double value) => value switch
    {
        double.NaN => "–",
        double.PositiveInfinity => "∞",
        double.NegativeInfinity => "-∞",
        0 => "0",
        _ when Math.Abs(value) is >= 1e-3 and < 1e6 => value.ToString("G5", CultureInfo.InvariantCulture),
        _ => value.ToString("0.0#e+0", CultureInfo.InvariantCulture),
    };

    public static string Count(long count) => count.ToString("#,0", CultureInfo.InvariantCulture);

    public static string Steps(long done, long? planned) => planned is { } all ? $"{Count(done)} of {Count(all)}" : Count(done);

    public static string Status(RunStatus status) => status.ToString().ToLowerInvariant();

    public static string Severity(Severity severity) => severity.ToString().ToLowerInvariant();

    public static string Ago(DateTimeOffset then, DateTimeOffset now) => (now - then) switch
    {
        { TotalSeconds: < 60 } => "just now",
        { TotalMinutes: < 60 } ago => $"{ago.TotalMinutes:0} min ago",
        { TotalHours: < 48 } ago => $"{ago.TotalHours:0} h ago",
        var ago => $"{ago.TotalDays:0} days ago",
    };

    public static string Moment(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) + " UTC";

    public static string Size(long bytes) => bytes switch
    {
        < 1 << 20 => $"{(bytes + 1023) / 1024} KiB",
        _ => FormattableString.Invariant($"{bytes / (double)(1 << 20):0.#} MiB"),
    };

    /// <summary>A percentage for a bar's width or a meter.</summary>
    public static string Percent(double share) => FormattableString.Invariant($"{100 * share:0} %");

    public static string Plural(long count, string one, string many) => count == 1 ? $"1 {one}" : $"{Count(count)} {many}";
}
