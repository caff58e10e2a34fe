using Fathom.Web.Children;

namespace Fathom.Cli;

/// <summary>Ends a command that the live pages have started when they are gone, even where they were killed.</summary>
static class ParentWatch
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    static readonly CancellationTokenSource Source = new();

    /// <summary>Cancelled when the parent is gone: what is worth keeping should be written now.</summary>
    public static CancellationToken Gone => Source.Token;

    /// <summary>Does nothing in a process that no page has started.</summary>
    public static void Begin()
    {
        if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable(Child.EndsWithParent))) return;
        // This process's own children have other parents, and other uses for their input.
        Environment.SetEnvironmentVariable(Child.EndsWithParent, null);
        new Thread(Watch) { IsBackground = true, Name = "parent" }.Start();
    }

    static void Watch()
    {
        using var input = Console.OpenStandardInput();
        while (input.ReadByte() >= 0)
        {
        }

        Source.Cancel();
        Thread.Sleep(Patience);
        Environment.Exit(ExitCode.Interrupted);
    }
}
