using System.Net.WebSockets;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Sequence.Sandbox.Recording;

/// <summary>
/// Plays what the clients of a session did, each at its recorded distance from the start and after everything else that is due then.
/// Played calls go through the same pipeline as real ones, without a socket, as events of the exchange.
/// </summary>
internal sealed class SessionPlayer
{
    private readonly Scheduler _scheduler;
    private readonly SessionRecorder _recorder;
    private readonly Func<HttpContext, Task> _pipeline;
    private readonly Secrets _secrets;
    private readonly SessionRecord[] _inputs;
    private readonly Dictionary<int, int> _sessions = [];
    private int _next;
    private int _played = 1;

    private SessionPlayer(SessionFile file, Scheduler scheduler, SessionRecorder recorder, Func<HttpContext, Task> pipeline, Secrets secrets)
    {
        _scheduler = scheduler;
        _recorder = recorder;
        _pipeline = pipeline;
        _secrets = secrets;
        _inputs = [file.Header, .. file.Entries.Where(line => line is CallRecord or OpenRecord or FrameRecord { IsReceived: true } or CloseRecord)];
    }

    /// <summary>Schedules the first input, and after each the next. Under the gate, at the start of the exchange.</summary>
    /// <param name="file">The session.</param>
    /// <param name="scheduler">Of the exchange that plays.</param>
    /// <param name="recorder">The same; it knows the open streams.</param>
    /// <param name="pipeline">Takes the calls.</param>
    /// <param name="secrets">Learns what the answers give out, since later calls use it.</param>
    public static SessionPlayer Start(SessionFile file, Scheduler scheduler, SessionRecorder recorder, Func<HttpContext, Task> pipeline, Secrets secrets)
    {
        var player = new SessionPlayer(file, scheduler, recorder, pipeline, secrets);
        player.ScheduleNext();
        return player;
    }

    /// <summary>Whether every input has been played. Under the gate.</summary>
    public bool IsFinished => _played == _inputs.Length;

    private void ScheduleNext()
    {
        SessionRecord last = _inputs[_next++];
        if (_next < _inputs.Length)
            _scheduler.ScheduleLast(_inputs[_next].At - last.At, PlayNext);
    }

    private void PlayNext()
    {
        SessionRecord input = _inputs[_next];
        ScheduleNext();
        _played++;
        switch (input)
        {
            case CallRecord call:
                Ask(call.Request, null);
                break;
            case OpenRecord open:
                int before = _recorder.LatestSession;
                Ask(open.Request, new Upgrade());
                if (_recorder.LatestSession > before)
                    _sessions[open.Session] = _recorder.LatestSession;
                break;
            case FrameRecord frame:
                Live(frame.Session)?.Play(frame.IsText ? WebSocketMessageType.Text : WebSocketMessageType.Binary, frame.Frame);
                break;
            case CloseRecord close:
                Live(close.Session)?.PlayLeave();
                break;
        }
    }

    private RecordedSession? Live(int recorded) => _sessions.TryGetValue(recorded, out int played) ? _recorder.Live(played) : null;

    private void Ask(RecordedRequest request, Upgrade? upgrade)
    {
        var http = new DefaultHttpContext();
        string target = _secrets.Reveal(request.Path) + _secrets.Reveal(request.Query);
        http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget = target;
        http.Request.Method = request.Method;
        http.Request.Path = Uri.UnescapeDataString(request.Path);
        http.Request.QueryString = new QueryString(_secrets.Reveal(request.Query));
        http.Request.Headers[RequestIds.Header] = _secrets.Reveal(request.RequestId);
        if (request.Authorization is { } authorization)
            http.Request.Headers.Authorization = _secrets.Reveal(authorization);
        http.Request.ContentType = request.ContentType;
        http.Request.Body = new MemoryStream(request.Body is { } body ? Reveal(body) : []);
        http.Request.ContentLength = http.Request.Body.Length;
        if (upgrade is not null)
            http.Features.Set<IHttpWebSocketFeature>(upgrade);

        // Everything is there already, so it runs to its end here, or to the point where a stream waits for its client.
        Task running = _pipeline(http);
        if (running.IsFaulted)
            running.GetAwaiter().GetResult();
    }

    private byte[] Reveal(byte[] body)
    {
        string text = Encoding.Latin1.GetString(body);
        return text.Contains('<', StringComparison.Ordinal) ? Encoding.Latin1.GetBytes(_secrets.Reveal(text)) : body;
    }

    /// <summary>A client that asks for a socket and never gets one: its frames are played past it, and what is sent to it is only recorded.</summary>
    private sealed class Upgrade : IHttpWebSocketFeature
    {
        public bool IsWebSocketRequest => true;

        public Task<WebSocket> AcceptAsync(WebSocketAcceptContext context) => new TaskCompletionSource<WebSocket>().Task;
    }
}
