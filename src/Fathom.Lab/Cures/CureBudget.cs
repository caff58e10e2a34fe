using System.Globalization;

namespace Fathom.Lab.Cures;

/// <summary>How much a search may cost; whichever limit is reached first ends it.</summary>
public sealed record CureBudget
{
    /// <summary>How many whole trainings the steps of all trials together may make up, above 0; 10 unless said otherwise.</summary>
    public double Trainings
    {
        get;
        init => field = value > 0 && !double.IsNaN(value) ? value : throw new ArgumentOutOfRangeException(nameof(value), value, $"Trainings must be above 0, but was {value}.");
    } = 10;

    /// <summary>How many steps all trials together may take, at least 1; null (default): as many as <see cref="Trainings"/> make up.</summary>
    public long? Steps
    {
        get;
        init => field = value is null or >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, $"Steps must be at least 1, but was {value}.");
    }

    /// <summary>After how long nothing new is begun; null (default): time does not count. What is found then depends on the machine.</summary>
    public TimeSpan? Time
    {
        get;
        init => field = value is null || value > TimeSpan.Zero ? value : throw new ArgumentOutOfRangeException(nameof(value), value, $"Time must be above 0, but was {value}.");
    }

    /// <summary>The steps that all trials together may take.</summary>
    /// <param name="trainingSteps">How many steps the whole training has.</param>
    public long StepsFor(long trainingSteps) => Steps ?? (long)Math.Min(Math.Ceiling(Trainings * trainingSteps), long.MaxValue / 2);

    /// <summary>The budget that <paramref name="text"/> writes down: <c>2x</c> for two whole trainings, <c>1500</c> for steps, <c>90s</c>, <c>10m</c> or <c>1h</c> for time; null where it is none.</summary>
    public static CureBudget? Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var steps)) return steps >= 1 ? new() { Steps = steps } : null;
        if (text.Length < 2 || !double.TryParse(text[..^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) || number is not (> 0 and < 1e6)) return null;
        return text[^1] switch
        {
            'x' => new() { Trainings = number },
            's' => Timed(TimeSpan.FromSeconds(number)),
            'm' => Timed(TimeSpan.FromMinutes(number)),
            'h' => Timed(TimeSpan.FromHours(number)),
            _ => null,
        };
    }

    // Steps still have an end: a search of an illness that nothing cures is not to go on for as long as it may.
    static CureBudget Timed(TimeSpan time) => new() { Time = time, Trainings = 100 };
}
