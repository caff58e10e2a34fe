using Microsoft.Extensions.Logging;

namespace Fathom.Web.Serving;

/// <summary>Hands what the server logs as an error to whoever wants to know, once it runs: why it did not start, its caller is told by an exception.</summary>
sealed class ProblemLog(Action<string> problem) : ILoggerProvider, ILogger
{
    /// <summary>True from when on the server runs.</summary>
    public bool IsOn { get; set; }

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => IsOn && logLevel >= LogLevel.Error;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!IsEnabled(logLevel)) return;
        var why = exception is null ? "" : $" ({exception.GetType().Name}: {exception.Message})";
        problem(formatter(state, exception) + why);
    }

    public void Dispose()
    {
    }
}
