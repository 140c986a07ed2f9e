using System.Net.Http.Headers;
using System.Net.WebSockets;

namespace Sequence.Sdk.Transport;

/// <summary>The API key. It leaves this type only as a bearer header; <c>ToString</c> does not show it.</summary>
internal sealed class Credential
{
    /// <summary>The field that the refusal of a key names.</summary>
    public const string KeyField = "key";

    private readonly string _key;

    public Credential(string key, Uri baseAddress)
    {
        Check.Text(key, KeyField);
        foreach (char c in key)
        {
            if (c is < '!' or > '~')
                throw new SequenceValidationException(KeyField, "holds white space or a character that no header can carry.");
        }

        if (baseAddress.Scheme is not ("http" or "https"))
            throw new SequenceValidationException("BaseAddress", "must be an absolute http or https address.");
        if (baseAddress.Scheme == "http" && !baseAddress.IsLoopback)
        {
            throw new SequenceValidationException(
                "BaseAddress", $"the key is not sent over plain http to {baseAddress.Host}: use https (plain http is for a loopback host).");
        }

        _key = key;
        Redactor = new Redactor([key]);
    }

    /// <summary>Removes the key from texts that are about to be shown.</summary>
    public Redactor Redactor { get; }

    /// <summary>True for a <c>seq_test_</c> key, whose orders never reach a real venue.</summary>
    public bool IsSandbox => _key.StartsWith("seq_test_", StringComparison.Ordinal);

    public void Apply(HttpRequestHeaders headers) => headers.Authorization = new AuthenticationHeaderValue("Bearer", _key);

    public void Apply(ClientWebSocketOptions options) => options.SetRequestHeader("Authorization", "Bearer " + _key);

    public override string ToString() => IsSandbox ? "seq_test_***" : "***";
}
