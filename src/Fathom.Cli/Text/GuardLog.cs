using Fathom.Guards;

namespace Fathom.Cli.Text;

/// <summary>Guard events as lines above the progress line: the first few of each kind, for a clip may act in every step.</summary>
sealed class GuardLog(ProgressLine progress)
{
    const int MostOfAKind = 5;

    readonly Dictionary<(string Guard, GuardAction Action), int> _told = [];

    public void Tell(GuardEvent happened)
    {
        var kind = (happened.Guard, happened.Action);
        var told = _told.GetValueOrDefault(kind);
        if (told > MostOfAKind) return;
        _told[kind] = told + 1;
        progress.Say(told == MostOfAKind ? $"{happened.Guard}: and so on; what follows of it is counted." : happened.ToString());
    }
}
