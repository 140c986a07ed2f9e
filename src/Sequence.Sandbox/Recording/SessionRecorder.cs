using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Sequence.Sandbox.Streaming;

namespace Sequence.Sandbox.Recording;

/// <summary>Receives the records of a session, in order and under the gate.</summary>
internal interface ISessionSink
{
    void Take(SessionRecord line);
}

/// <summary>
/// Records what comes in and goes out. While it is there, each call and each frame of a client is one step of the exchange: it has one exchange
/// time, and nothing happens in between. So the records stand in the order in which the exchange decided, and can be played again.
/// </summary>
internal sealed class SessionRecorder(Scheduler scheduler, IReadOnlyList<ISessionSink> sinks)
{
    private readonly Dictionary<int, RecordedSession> _live = [];
    private bool _ended;
    private int _sessions;
    private int _calls;
    private int _frames;

    /// <summary>The number of the stream that was opened last; 0 for none.</summary>
    public int LatestSession => _sessions;

    /// <summary>Under the gate.</summary>
    public void Begin(HeaderRecord header) => Write(header);

    /// <summary>Runs a handler as one step, and records the call. Of one that goes on for longer only the beginning is recorded: it is a stream.</summary>
    public async Task<Answer> AnswerAsync(HttpContext http, string requestId, int longestBody, Func<Task<Answer>> answer)
    {
        byte[] body = await BodyAsync(http.Request, longestBody).ConfigureAwait(false);
        RecordedRequest request = Request(http, requestId, body.Length > 0 ? body : null);
        Task<Answer> running = scheduler.Enter(() =>
        {
            int sessions = _sessions;
            Task<Answer> step = answer();
            if (step.IsCompletedSuccessfully)
                Write(new CallRecord(scheduler.Now, request, step.Result.Status == 0 ? StatusCodes.Status200OK : step.Result.Status, step.Result.Body));
            else if (sessions == _sessions)
                Write(new CallRecord(scheduler.Now, request, StatusCodes.Status200OK, null));
            return step;
        });
        return await running.ConfigureAwait(false);
    }

    /// <summary>A host that records what one client sends and receives.</summary>
    public IStreamHost Around(IStreamHost host, HttpContext http, string requestId) => new RecordedSession(host, scheduler, this, Request(http, requestId, null));

    /// <summary>The stream of that number while it is open.</summary>
    public RecordedSession? Live(int session) => _live.GetValueOrDefault(session);

    /// <summary>A stream opens. Under the gate.</summary>
    /// <returns>Its number.</returns>
    public int Open(RecordedSession session, RecordedRequest request)
    {
        _live[++_sessions] = session;
        Write(new OpenRecord(scheduler.Now, _sessions, request));
        return _sessions;
    }

    /// <summary>A frame came or goes. Under the gate.</summary>
    public void Frame(int session, bool isReceived, bool isText, byte[] frame) => Write(new FrameRecord(scheduler.Now, session, isReceived, isText, frame));

    /// <summary>The client of a stream has left. Under the gate.</summary>
    public void Close(int session)
    {
        if (_live.Remove(session))
            Write(new CloseRecord(scheduler.Now, session));
    }

    /// <summary>Ends the session; what comes later is not recorded.</summary>
    public void End() => scheduler.Enter(() =>
    {
        Write(new EndRecord(scheduler.Now, _calls, _frames));
        _ended = true;
    });

    private static RecordedRequest Request(HttpContext http, string requestId, byte[]? body)
    {
        string[] target = http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget.Split('?', 2);
        return new RecordedRequest(
            requestId, http.Request.Method, target[0], target.Length > 1 ? "?" + target[1] : "", Header(http.Request.Headers.Authorization), Header(http.Request.Headers.ContentType), body);
    }

    private static string? Header(Microsoft.Extensions.Primitives.StringValues value) => value.Count > 0 ? value.ToString() : null;

    /// <summary>Read before the step, which must not wait for a client; the handler reads it again. Of a body beyond the limit as much as makes it refuse.</summary>
    private static async Task<byte[]> BodyAsync(HttpRequest request, int longestBody)
    {
        MemoryStream buffer = await BoundedBody.ReadStartAsync(request, longestBody).ConfigureAwait(false);
        request.Body = buffer;
        return buffer.ToArray();
    }

    private void Write(SessionRecord line)
    {
        if (_ended)
            return;
        _calls += line is CallRecord ? 1 : 0;
        _frames += line is FrameRecord ? 1 : 0;
        foreach (ISessionSink sink in sinks)
            sink.Take(line);
    }
}
