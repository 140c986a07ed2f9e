using System.Globalization;
using Microsoft.AspNetCore.Http;
using Newtonsoft.Json.Linq;

namespace Sequence.Sdk.Tests.Streaming;

/// <summary>A list of the account as the server keeps it, given page by page, the newest row first.</summary>
/// <param name="name">The member that holds the rows.</param>
internal sealed class AccountList(string name)
{
    private readonly Lock _gate = new();
    private readonly List<JObject> _rows = [];
    private int _reads;

    /// <summary>How many pages were asked for.</summary>
    public int Reads => Volatile.Read(ref _reads);

    /// <summary>Called before each page with its number, on the server's thread.</summary>
    public Action<int> BeforePage { get; set; } = _ => { };

    /// <summary>A server that gives its first page again and again.</summary>
    public bool IgnoresOffset { get; set; }

    public void Add(JObject row)
    {
        lock (_gate)
            _rows.Insert(0, row);
    }

    public string Answer(HttpRequest request)
    {
        BeforePage(Interlocked.Increment(ref _reads));
        int limit = Number(request, "limit", 50);
        int offset = IgnoresOffset ? 0 : Number(request, "offset", 0);
        lock (_gate)
        {
            return new JObject
            {
                [name] = new JArray(_rows.Skip(offset).Take(limit)),
                ["total"] = _rows.Count,
                ["has_more"] = IgnoresOffset || offset + limit < _rows.Count,
            }.ToString();
        }
    }

    private static int Number(HttpRequest request, string parameter, int otherwise) =>
        int.TryParse(request.Query[parameter], CultureInfo.InvariantCulture, out int value) ? value : otherwise;
}
