using System.Text.Json;
using Fathom.Lab.Cures;
using Fathom.Lab.Experiments;

namespace Fathom.Cli.Json;

/// <summary>What the cures add to an experiment's JSON, as docs/json.md describes it.</summary>
static class CuresJson
{
    public static void Write(Utf8JsonWriter json, CuresReport report)
    {
        json.WriteAmount("cured", Finite(report.Cured));
        json.WriteAmount("curedByRandom", Finite(report.CuredByRandom));
        json.WriteAmount("curedByList", Finite(report.CuredByList));
        json.WriteNumber("touched", report.Touched);
        json.WriteNumber("wrongClaims", report.WrongClaims);
        json.WriteAmount("medianCost", Finite(report.MedianCost));
        json.WriteAmount("medianCostOfRandom", Finite(report.MedianCostOfRandom));
        json.WriteAmount("medianCostOfList", Finite(report.MedianCostOfList));
        json.WriteStartArray("cases");
        foreach (var result in report.Cases) Write(json, result);
        json.WriteEndArray();
    }

    static void Write(Utf8JsonWriter json, CuresCaseResult result)
    {
        json.WriteStartObject();
        json.WriteString("name", result.Name);
        json.WriteString("illness", result.Illness);
        json.WriteBoolean("isCurable", result.IsCurable);
        json.WriteAmount("sisterLearnt", Finite(result.SisterLearnt));
        Write(json, "fathom", result.Fathom);
        Write(json, "random", result.Random);
        Write(json, "fixedList", result.FixedList);
        if (result.HoldsAfterwards is { } holds) json.WriteBoolean("holdsAfterwards", holds);
        else json.WriteNull("holdsAfterwards");
        Write(json, "afterwards", result.Afterwards);
        json.WriteEndObject();
    }

    static void Write(Utf8JsonWriter json, string name, CuresArm? arm)
    {
        if (arm is null)
        {
            json.WriteNull(name);
            return;
        }

        json.WriteStartObject(name);
        json.WriteBoolean("isCured", arm.IsCured);
        json.WriteString("illness", arm.Illness);
        json.WriteString("treatment", arm.Treatment);
        json.WriteString("change", arm.Change);
        json.WriteString("reason", arm.Reason);
        json.WriteAmount("trainings", arm.Trainings);
        json.WriteAmount("searchTrainings", arm.SearchTrainings);
        json.WriteNumber("steps", arm.Steps);
        Write(json, "pairs", arm.Pairs);
        json.WriteEndObject();
    }

    static void Write(Utf8JsonWriter json, string name, IReadOnlyList<Pair> pairs)
    {
        json.WriteStartArray(name);
        foreach (var pair in pairs)
        {
            json.WriteStartObject();
            json.WriteNumber("seed", pair.Seed);
            json.WriteAmount("untreated", Finite(pair.Untreated));
            json.WriteAmount("treated", Finite(pair.Treated));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    static double? Finite(double number) => double.IsFinite(number) ? number : null;
}
