using Fathom.Runs;

namespace Fathom.Web.Live;

/// <summary>A run that may still grow.</summary>
interface IRunSource : IDisposable
{
    /// <summary>What is known of it.</summary>
    RunView View { get; }

    /// <summary>Reads what is new; false where nothing is.</summary>
    /// <exception cref="IOException">The run cannot be read any more, with the reason in a sentence.</exception>
    bool Advance();
}
