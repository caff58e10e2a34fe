using Fathom.Ledger;

namespace Fathom.Diagnoses;

/// <summary>How findings name where they are.</summary>
static class Places
{
    /// <summary>One layer by its name, several as "first..last".</summary>
    public static string Range(IReadOnlyList<LayerState> layers) => layers.Count == 1 ? layers[0].Name : $"{layers[0].Name}..{layers[^1].Name}";
}
