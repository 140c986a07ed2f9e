using Newtonsoft.Json.Linq;
using Sequence.Sdk.Transport;

namespace Sequence.Sdk;

// Level 0, connect: is the server there, and which venues may it trade on.
public sealed partial class SequenceClient
{
    private static readonly CallOptions Probe = new() { Mode = CallMode.StatusOnly, Deadline = TimeSpan.FromSeconds(5) };

    /// <summary>Whether the server answers. The key is not sent, so this says nothing about the key.</summary>
    /// <param name="cancellationToken">Cancels the call; a cancelled call throws instead of answering false.</param>
    /// <returns>
    /// True on any 2xx status, whatever the body. False on any other status, without a connection, and without an answer within 5 seconds
    /// (or <see cref="SequenceClientOptions.Timeout"/> when that is shorter). It is asked once, not again.
    /// </returns>
    /// <remarks>Operation <c>getLiveness</c>: GET /v1/health/live.</remarks>
    public async Task<bool> IsHealthyAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            await _transport
                .CallAsync((raw, token) => raw.Connect.GetLivenessAsync(token), cancellationToken, Probe).ConfigureAwait(false);
            return true;
        }
        catch (SequenceException)
        {
            return false;
        }
    }

    /// <summary>The server's own report of its health, which needs the key. What it holds is not documented.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="SequenceException">The server refused, no complete answer came, or it is not readable.</exception>
    /// <remarks>Operation <c>getHealth</c>: GET /v1/health. To ask only whether the server is there, use <see cref="IsHealthyAsync"/>.</remarks>
    public Task<JToken> GetHealthAsync(CancellationToken cancellationToken = default) =>
        _transport.CallAsync((raw, token) => raw.Connect.GetHealthAsync(token), cancellationToken);

    /// <summary>Stores the credentials of one venue, over what was stored before; repeating the call is safe. The venue checks them at the first order.</summary>
    /// <param name="venue">Venue name, such as <c>kraken</c>, <c>okx</c>, <c>kalshi</c>.</param>
    /// <param name="credentials">What the venue asks for.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="SequenceValidationException">The venue is empty, or the credentials are made for another venue.</exception>
    /// <remarks>Operation <c>connectVenue</c>: POST /v1/credentials/{venue}. The answer's body is not documented and not looked at.</remarks>
    public Task ConnectVenueAsync(string venue, VenueCredentials credentials, CancellationToken cancellationToken = default)
    {
        Check.PathValue(venue, nameof(venue));
        if (credentials is null)
            throw new SequenceValidationException(nameof(credentials), "must not be null.");
        if (credentials.OnlyVenue is { } only && !string.Equals(only, venue, StringComparison.OrdinalIgnoreCase))
            throw new SequenceValidationException(nameof(credentials), $"are made for {only}, but the venue is {venue}.");
        VenueCredentialsBody body = credentials.ToBody();
        return _transport.CallAsync((raw, token) => raw.Connect.ConnectVenueAsync(venue, body, token), cancellationToken, verify: AnswerCheck.Venue(venue, isConnected: true));
    }

    /// <summary>Deletes the credentials of one venue. Market data already subscribed for it lives on until its connection is made anew.</summary>
    /// <param name="venue">Venue name.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="SequenceValidationException">The venue is empty.</exception>
    /// <remarks>Operation <c>disconnectVenue</c>: DELETE /v1/credentials/{venue}. The answer's body is not documented and not looked at.</remarks>
    public Task DisconnectVenueAsync(string venue, CancellationToken cancellationToken = default)
    {
        Check.PathValue(venue, nameof(venue));
        return _transport.CallAsync((raw, token) => raw.Connect.DisconnectVenueAsync(venue, token), cancellationToken, verify: AnswerCheck.Venue(venue, isConnected: false));
    }

    /// <summary>Every venue, and whether it is connected.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <remarks>Operation <c>listVenues</c>: GET /v1/credentials.</remarks>
    public Task<IReadOnlyList<ConnectedVenue>> GetVenuesAsync(CancellationToken cancellationToken = default) =>
        _transport.CallAsync((raw, token) => raw.Connect.ListVenuesAsync(token), cancellationToken);
}
