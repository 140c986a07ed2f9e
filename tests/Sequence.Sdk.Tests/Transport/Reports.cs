using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;

namespace Sequence.Sdk.Tests.Transport;

/// <summary>Collects everything that anybody could listen to: log messages of every level, activities of every source, and the SDK's measurements.</summary>
internal sealed class Reports : ILoggerFactory, ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<string> _everything = [];
    private readonly ActivityListener _activities;
    private readonly MeterListener _meters = new();

    public Reports()
    {
        _activities = new ActivityListener
        {
            ShouldListenTo = _ => true,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = Stopped,
        };
        ActivitySource.AddActivityListener(_activities);
        _meters.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == SequenceTelemetry.MeterName)
                listener.EnableMeasurementEvents(instrument);
        };
        _meters.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Measured(instrument, value, tags));
        _meters.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Measured(instrument, value, tags));
        _meters.Start();
    }

    /// <summary>The SDK's own activities.</summary>
    public ConcurrentQueue<Activity> Activities { get; } = [];

    public ConcurrentQueue<(string Name, string? Unit, double Value, Dictionary<string, object?> Tags)> Measurements { get; } = [];

    public ConcurrentQueue<(LogLevel Level, int Id, string Text)> Logs { get; } = [];

    /// <summary>All of it, as texts.</summary>
    public string Everything => string.Join('\n', _everything);

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull
    {
        _everything.Enqueue(TextOf(state));
        return null;
    }

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        Logs.Enqueue((logLevel, eventId.Id, formatter(state, exception)));
        _everything.Enqueue($"{formatter(state, exception)} {TextOf(state)} {exception}");
    }

    public void Dispose()
    {
        _activities.Dispose();
        _meters.Dispose();
    }

    private static string TextOf(object? state) => state is IEnumerable<KeyValuePair<string, object?>> pairs
        ? string.Join(' ', pairs.Select(p => $"{p.Key}={(p.Value is string or not System.Collections.IEnumerable ? p.Value : string.Join(',', ((System.Collections.IEnumerable)p.Value).Cast<object>()))}"))
        : state?.ToString() ?? "";

    private void Stopped(Activity activity)
    {
        if (activity.Source.Name == SequenceTelemetry.ActivitySourceName)
            Activities.Enqueue(activity);
        _everything.Enqueue(
            $"{activity.DisplayName} {activity.StatusDescription} {TextOf(activity.TagObjects)} "
            + string.Join(' ', activity.Events.Select(e => e.Name + TextOf(e.Tags))) + string.Join(' ', activity.Baggage));
    }

    private void Measured(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        Measurements.Enqueue((instrument.Name, instrument.Unit, value, new Dictionary<string, object?>(tags.ToArray())));
        _everything.Enqueue(TextOf(tags.ToArray()));
    }
}
