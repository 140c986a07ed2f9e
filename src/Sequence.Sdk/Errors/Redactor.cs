using System.Text.RegularExpressions;
using Newtonsoft.Json;

namespace Sequence.Sdk;

/// <summary>Takes secrets out of a text that is about to be shown: everything that looks like an API key or a ticket, and the secrets it was given.</summary>
internal sealed partial class Redactor
{
    private const string Mask = "***";

    /// <summary>Shorter texts are no secrets, and masking them would make every message unreadable.</summary>
    private const int ShortestSecret = 4;

    /// <summary>Knows no secret of its own; still masks API keys and tickets.</summary>
    public static readonly Redactor KeysOnly = new([]);

    private readonly string[] _secrets;

    public Redactor(IEnumerable<string> secrets) => _secrets =
        // Inside JSON a secret stands escaped, and a long one may hold a short one.
        [.. secrets.Where(s => s.Length >= ShortestSecret).SelectMany(s => new[] { s, Escaped(s) }).Distinct().OrderByDescending(s => s.Length)];

    /// <summary>The same with more secrets.</summary>
    public Redactor With(IEnumerable<string> secrets) => new(_secrets.Concat(secrets));

    public string Clean(string text)
    {
        foreach (string secret in _secrets)
            text = text.Replace(secret, Mask, StringComparison.Ordinal);
        return IssuedByServer().Replace(text, "$1_" + Mask);
    }

    /// <summary>The exception as a cause to show, or null when a secret stands anywhere in it.</summary>
    public Exception? Cause(Exception exception)
    {
        string text = exception.ToString();
        return Clean(text) == text ? exception : null;
    }

    private static string Escaped(string secret) => JsonConvert.ToString(secret)[1..^1];

    /// <summary>API keys, and tickets for the stream.</summary>
    [GeneratedRegex("(seq_live|seq_test|wst)_[0-9A-Za-z]+", RegexOptions.CultureInvariant)]
    private static partial Regex IssuedByServer();
}
