using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Fathom.Diagnoses;

namespace Fathom.Cli;

/// <summary>Thresholds as a user writes them: <c>vanishing-gradient.surviving-share=0.001</c> sets SurvivingShare of VanishingGradient.</summary>
static partial class Thresholds
{
    /// <summary>All diagnoses, with the thresholds that <paramref name="settings"/> ask for.</summary>
    /// <exception cref="CallRefusedException">A setting has another form, an unknown name, or a value that its threshold cannot take.</exception>
    public static IReadOnlyList<IDiagnosis> Apply(IReadOnlyList<string> settings, IReadOnlyList<IDiagnosis> diagnoses)
    {
        var applied = diagnoses.ToList();
        foreach (var setting in settings)
        {
            if (Form().Match(setting) is not { Success: true } parts)
                throw new CallRefusedException($"--set must read DIAGNOSIS.THRESHOLD=NUMBER, such as vanishing-gradient.surviving-share=0.001, but was '{setting}'.");
            var index = IndexOf(parts.Groups["diagnosis"].Value, applied);
            applied[index] = With(applied[index], parts.Groups["threshold"].Value, parts.Groups["value"].Value);
        }

        return applied;
    }

    /// <summary>The names of a diagnosis's thresholds, as they are written in settings.</summary>
    public static IEnumerable<string> NamesOf(IDiagnosis diagnosis) => PropertiesOf(diagnosis).Select(property => Kebab(property.Name));

    static int IndexOf(string id, List<IDiagnosis> diagnoses)
    {
        var index = diagnoses.FindIndex(diagnosis => string.Equals(diagnosis.Id, id, StringComparison.Ordinal));
        if (index >= 0) return index;
        var ids = diagnoses.Select(diagnosis => diagnosis.Id).Order(StringComparer.Ordinal).ToList();
        throw new CallRefusedException($"--set: no diagnosis is called '{id}'.{Suggestion.For(id, ids)} There are {string.Join(", ", ids)}.");
    }

    static IDiagnosis With(IDiagnosis diagnosis, string name, string written)
    {
        var property = PropertiesOf(diagnosis).FirstOrDefault(property => string.Equals(Kebab(property.Name), name, StringComparison.Ordinal));
        if (property is null)
        {
            var names = NamesOf(diagnosis).ToList();
            throw new CallRefusedException(names.Count == 0
                ? $"--set: {diagnosis.Id} has no thresholds."
                : $"--set: {diagnosis.Id} has no threshold '{name}'.{Suggestion.For(name, names)} It has {string.Join(", ", names)}.");
        }

        var value = Parse(written, Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType)
            ?? throw new CallRefusedException($"--set: {diagnosis.Id}.{name} must be {Expected(property)}, but was '{written}'.");
        // What `with` compiles to: a copy whose init properties may still be set.
        var copy = (IDiagnosis)diagnosis.GetType().GetMethod("<Clone>$")!.Invoke(diagnosis, null)!;
        try
        {
            property.SetValue(copy, value);
        }
        catch (TargetInvocationException refusal) when (refusal.InnerException is ArgumentException inner)
        {
            throw new CallRefusedException($"--set: {Sentence(inner.Message, property.Name, $"{diagnosis.Id}.{name}")}");
        }

        return copy;
    }

    static IEnumerable<PropertyInfo> PropertiesOf(IDiagnosis diagnosis) =>
        diagnosis.GetType().GetMethod("<Clone>$") is null
            ? []
            : diagnosis.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property =>
                property.SetMethod is { IsPublic: true } setter
                && setter.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit))
                && IsSettable(Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType));

    static bool IsSettable(Type type) => type.IsEnum || type == typeof(double) || type == typeof(int) || type == typeof(long) || type == typeof(bool);

    static object? Parse(string written, Type type)
    {
        var invariant = CultureInfo.InvariantCulture;
        if (type.IsEnum) return Enum.GetNames(type).FirstOrDefault(name => string.Equals(Kebab(name), written, StringComparison.Ordinal)) is { } name ? Enum.Parse(type, name) : null;
        if (type == typeof(bool)) return bool.TryParse(written, out var truth) ? truth : null;
        if (type == typeof(int)) return int.TryParse(written, NumberStyles.AllowLeadingSign, invariant, out var whole) ? whole : null;
        if (type == typeof(long)) return long.TryParse(written, NumberStyles.AllowLeadingSign, invariant, out var large) ? large : null;
        return double.TryParse(written, NumberStyles.Float, invariant, out var number) ? number : null;
    }

    static string Expected(PropertyInfo property)
    {
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        if (type.IsEnum) return "one of " + string.Join(", ", Enum.GetNames(type).Select(Kebab));
        if (type == typeof(bool)) return "true or false";
        return type == typeof(double) ? "a number such as 0.001 or 1e-3" : "a whole number";
    }

    /// <summary>The library's sentence, with the name that was written on the command line.</summary>
    static string Sentence(string message, string property, string name)
    {
        var end = message.IndexOf(" (Parameter", StringComparison.Ordinal);
        var sentence = (end < 0 ? message : message[..end]).Split('\n', 2)[0].TrimEnd();
        return Regex.Replace(sentence, $@"\b{property}\b|^value\b", name, RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
    }

    static string Kebab(string name) => WordStart().Replace(name, "-$0").ToLowerInvariant();

    [GeneratedRegex(@"^(?<diagnosis>[^.=\s]+)\.(?<threshold>[^.=\s]+)=(?<value>\S+)$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Form();

    [GeneratedRegex("(?<!^)[A-Z]", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex WordStart();
}
