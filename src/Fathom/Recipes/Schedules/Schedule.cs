namespace Fathom.Recipes;

/// <summary>How the learning rate goes on over the steps of a training.</summary>
public abstract record Schedule
{
    /// <summary>The learning rate of a step, where nothing that is measured has a say.</summary>
    /// <param name="rate">The learning rate that the optimizer or the parameter group says.</param>
    /// <param name="taken">How many steps were taken before; 0 at the first.</param>
    /// <param name="steps">How many steps the whole schedule takes, at least 1; beyond them the last rate stays.</param>
    public abstract double RateAt(double rate, long taken, long steps);
}
