namespace Fathom.Journal;

/// <summary>Where runs are kept unless somebody says otherwise.</summary>
public static class RunFolders
{
    /// <summary>The environment variable that names the folder of all runs: <c>FATHOM_RUNS</c>.</summary>
    public const string Variable = "FATHOM_RUNS";

    /// <summary>
    /// The folder that holds one folder per run, as a full path: what <see cref="Variable"/> names, else <c>fathom/runs</c> in the user's folder of
    /// local data. It need not exist yet.
    /// </summary>
    public static string Default => Of(Environment.GetEnvironmentVariable(Variable), UsersData);

    // Where no home is known either, the folder of temporary files is the one place that can be written.
    static string UsersData =>
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify) is { Length: > 0 } data ? data : Path.GetTempPath();

    internal static string Of(string? named, string usersData) =>
        Path.GetFullPath(string.IsNullOrWhiteSpace(named) ? Path.Combine(usersData, "fathom", "runs") : named);
}
