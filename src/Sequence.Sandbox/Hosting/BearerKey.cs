using Microsoft.AspNetCore.Http;

namespace Sequence.Sandbox.Hosting;

/// <summary>Reads the API key of a request.</summary>
internal static class BearerKey
{
    private const string Scheme = "Bearer ";

    public static bool IsPresent(HttpRequest request) => request.Headers.Authorization.Count > 0;

    /// <summary>The account of the key.</summary>
    /// <exception cref="RefusedException">Unauthenticated: the key is missing, malformed, rotated or revoked.</exception>
    public static Account Identify(HttpRequest request, Keyring keyring)
    {
        string header = request.Headers.Authorization.ToString();
        if (header.Length == 0)
            throw RefusedException.Unauthenticated("An API key is missing; send the header Authorization: Bearer seq_...");
        if (!header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
            throw RefusedException.Unauthenticated("The Authorization header has another scheme than Bearer.");
        string key = header[Scheme.Length..].Trim();
        return Keyring.IsWellFormed(key)
            ? keyring.AccountOf(key)
            : throw RefusedException.Unauthenticated("The API key is malformed: it is seq_live_ or seq_test_ and 64 hexadecimal digits.");
    }
}
