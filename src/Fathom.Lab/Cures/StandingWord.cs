namespace Fathom.Lab.Cures;

/// <summary>How a candidate stands, in a word or two, as people read it.</summary>
public static class StandingWord
{
    /// <summary>"still ill" for <see cref="Standing.IllnessRemains"/>, and so on.</summary>
    public static string Of(Standing standing) => standing switch
    {
        Standing.NotTried => "not tried",
        Standing.Failed => "failed",
        Standing.IllnessRemains => "still ill",
        Standing.NewError => "new error",
        Standing.NoBetter => "no better",
        Standing.Better => "better",
        Standing.NotProved => "not proved",
        _ => "proved",
    };
}
