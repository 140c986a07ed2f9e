using Microsoft.Extensions.Logging;

namespace Sequence.Sandbox.Tests.Torture;

/// <summary>Keeps the client's latest log messages, for when a run comes to a bad end.</summary>
internal sealed class LastWords : ILoggerFactory, ILogger
{
    private const int Most = 40;

    private readonly Lock _gate = new();
    private readonly Queue<string> _words = new();

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider)
    {
    }

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        lock (_gate)
        {
            _words.Enqueue(formatter(state, exception));
            if (_words.Count > Most)
                _words.Dequeue();
        }
    }

    public void Dispose()
    {
    }

    public override string ToString()
    {
        lock (_gate)
            return string.Join('\n', _words);
    }
}
