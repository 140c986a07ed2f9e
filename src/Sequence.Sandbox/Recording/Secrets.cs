using System.Globalization;
using System.Text.RegularExpressions;

namespace Sequence.Sandbox.Recording;

/// <summary>
/// Puts names in the place of keys, tickets and credentials: the same secret gets the same name (<c>&lt;seq_test-1&gt;</c>), so that a
/// recording still says who called. A replay goes the other way, with secrets of its own.
/// </summary>
/// <param name="random">Makes the keys of a replay.</param>
internal sealed partial class Secrets(Random random)
{
    // Shorter ones are hidden where they stand as a value, but are no safe search terms elsewhere: "key" is part of many words.
    private const int ShortestSearched = 8;

    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _secrets = new(StringComparer.Ordinal);
    private readonly List<string> _searched = [];
    private int _count;

    /// <summary>Hides keys, tickets and what was found to be a secret before.</summary>
    public string Hide(string text)
    {
        string hidden = Token().Replace(text, token => Name(token.Groups["kind"].Value, token.Value));
        foreach (string secret in _searched)
            hidden = hidden.Replace(secret, _names[secret], StringComparison.Ordinal);
        return hidden;
    }

    /// <summary>Hides the values of secret parameters too.</summary>
    public string HideInQuery(string query) => Hide(SecretParameter().Replace(query, found => Name("secret", found.Value)));

    /// <summary>Hides what follows the scheme.</summary>
    public string HideInHeader(string header)
    {
        int space = header.IndexOf(' ', StringComparison.Ordinal);
        return header[..(space + 1)] + Name("secret", header[(space + 1)..].Trim());
    }

    /// <summary>Hides the values of secret members too, in JSON that may be broken.</summary>
    /// <param name="body">The text.</param>
    /// <param name="isCredential">Whether every value is one.</param>
    public string HideInBody(string body, bool isCredential)
    {
        string hidden = isCredential ? HideEveryValue(body) : SecretMember().Replace(body, found => Name("secret", found.Value));
        return Hide(hidden);
    }

    /// <summary>Puts the secrets of this replay into a recorded text: those that the exchange gave out here, and keys of the same kind for others.</summary>
    public string Reveal(string text) => Alias().Replace(text, alias =>
    {
        if (!_secrets.TryGetValue(alias.Value, out string? secret))
        {
            secret = Stand(alias);
            Register(alias.Value, secret);
            _count = Math.Max(_count, int.Parse(alias.Groups["number"].Value, CultureInfo.InvariantCulture));
        }

        return secret;
    });

    private string HideEveryValue(string body)
    {
        if (!body.TrimStart().StartsWith('{'))
        {
            // What is no object is refused by its first character, which therefore stays.
            return body.Length < 2 ? body : body[0] + Name("secret", body[1..]);
        }

        return JsonString().Replace(body, found => found.Groups["colon"].Success || found.Groups["value"].Length == 0
            ? found.Value
            : found.Value.Replace(found.Groups["value"].Value, Name("secret", found.Groups["value"].Value), StringComparison.Ordinal));
    }

    private string Name(string kind, string secret)
    {
        // A replay sends names where it has no secret; they stay what they are.
        if (secret.Length == 0 || Alias().Match(secret) is { Success: true, Length: var length } && length == secret.Length)
            return secret;
        // A member called api_key may hold one of ours.
        if (Token().Match(secret) is { Success: true } token && token.Length == secret.Length)
            kind = token.Groups["kind"].Value;
        if (!_names.TryGetValue(secret, out string? name))
            Register(name = string.Create(CultureInfo.InvariantCulture, $"<{kind}-{++_count}>"), secret);
        return name;
    }

    private void Register(string name, string secret)
    {
        _names[secret] = name;
        _secrets[name] = secret;
        // Tokens are found by their form.
        if (secret.Length >= ShortestSearched && !Token().IsMatch(secret))
            _searched.Add(secret);
    }

    private string Stand(Match alias)
    {
        if (alias.Groups["kind"].Value is not ("seq_test" or "seq_live") and var kind)
            return kind == "wst" ? "wst_" + Hex(16) : alias.Value;
        return alias.Groups["kind"].Value + "_" + Hex(32);
    }

    private string Hex(int bytes)
    {
        byte[] secret = new byte[bytes];
        random.NextBytes(secret);
        return Convert.ToHexStringLower(secret);
    }

    [GeneratedRegex("(?<kind>seq_live|seq_test|wst)_[0-9A-Za-z]+")]
    private static partial Regex Token();

    [GeneratedRegex("<(?<kind>seq_live|seq_test|wst|secret)-(?<number>[1-9][0-9]{0,8})>")]
    private static partial Regex Alias();

    [GeneratedRegex("""(?<=[?&][^=&]*(?:secret|passphrase|password|private_key|api_key|mnemonic|ticket)[^=&]*=)[^&]+""", RegexOptions.IgnoreCase)]
    private static partial Regex SecretParameter();

    [GeneratedRegex("""(?<="(?:[^"\\]*(?:secret|passphrase|password|private_key|mnemonic)[^"\\]*|api_key|extra_json)"\s*:\s*")(?:[^"\\]|\\.)+""", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex SecretMember();

    [GeneratedRegex(@"\x22(?<value>(?:[^\x22\\]|\\.)*)\x22?(?<colon>\s*:)?", RegexOptions.Singleline)]
    private static partial Regex JsonString();
}
