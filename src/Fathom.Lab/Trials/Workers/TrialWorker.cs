namespace Fathom.Lab.Trials.Workers;

/// <summary>The other end of <see cref="WorkerTrials"/>: reads orders line by line, answers with trials, and keeps them alive in between.</summary>
/// <remarks>Everything happens on the calling thread: a process that trains has one thread that allocates.</remarks>
public static class TrialWorker
{
    // A write tells a worker whose search has died that nobody listens; a step is seldom shorter than a millisecond.
    const int StepsBetweenProgress = 5;

    /// <summary>Works until the orders end.</summary>
    /// <param name="orders">One message a line.</param>
    /// <param name="answers">One message a line, each flushed; nothing else may write there.</param>
    /// <exception cref="IOException">Whoever gave the orders is gone.</exception>
    public static void Run(TextReader orders, TextWriter answers)
    {
        ArgumentNullException.ThrowIfNull(orders);
        ArgumentNullException.ThrowIfNull(answers);
        using var trials = new LiveTrials();
        while (orders.ReadLine() is { } line)
        {
            var message = TrialMessage.Parse(line);
            if (message.Release is { } keys) trials.Release(keys);
            if (message.Order is { } order) Say(answers, new TrialMessage { Trial = trials.Run([order.Read()], progress => Tell(answers, progress))[0] });
        }
    }

    static void Tell(TextWriter answers, TrialProgress progress)
    {
        if (progress.Step % StepsBetweenProgress == 0) Say(answers, new TrialMessage { Progress = progress });
    }

    static void Say(TextWriter answers, TrialMessage message)
    {
        answers.WriteLine(message.ToLine());
        answers.Flush();
    }
}
