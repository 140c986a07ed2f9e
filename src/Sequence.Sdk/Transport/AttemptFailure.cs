using System.Globalization;
using System.Security.Authentication;

namespace Sequence.Sdk.Transport;

/// <summary>Why an attempt gave no result, and what that proves.</summary>
/// <param name="Reason">A status or the kind of an error: short, and never with a text of the server.</param>
/// <param name="IsUnsent">True when the request surely did not leave.</param>
/// <param name="MayHaveActed">False when the server surely did nothing.</param>
/// <param name="IsTransient">True when the same request may succeed a little later.</param>
/// <param name="RetryAfter">How long the server wants to be left alone; null when it did not say.</param>
internal sealed record AttemptFailure(string Reason, bool IsUnsent, bool MayHaveActed, bool IsTransient, TimeSpan? RetryAfter)
{
    /// <summary>True when no connection came up, the only proof that nothing was sent.</summary>
    public static bool ProvesUnsent(Exception error) => error is HttpRequestException
    {
        HttpRequestError: HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError
            or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError,
    };

    /// <summary>No complete answer came.</summary>
    public static AttemptFailure Of(Exception error)
    {
        bool isUnsent = ProvesUnsent(error);
        string reason = error is HttpRequestException { HttpRequestError: not HttpRequestError.Unknown } http
            ? http.HttpRequestError.ToString()
            : error.GetType().Name;

        // A certificate that is refused once is refused again.
        return new AttemptFailure(reason, isUnsent, MayHaveActed: !isUnsent, IsTransient: error.InnerException is not AuthenticationException, null);
    }

    /// <summary>An error status came. The body of a 503 is read and kept: its code tells the server's own refusal from a gateway's.</summary>
    public static async Task<AttemptFailure> OfAsync(HttpResponseMessage response, DateTimeOffset now, CancellationToken cancellationToken)
    {
        int status = (int)response.StatusCode;
        TimeSpan? pause = Transport.RetryAfter.Of(response, now);
        bool isTransient = status is 502 or 503 or 504 || Transport.RetryAfter.IsPause(status, pause);
        return new AttemptFailure(
            status.ToString(CultureInfo.InvariantCulture),
            IsUnsent: false,
            MayHaveActed: IsAmbiguous(status, isFromServer: status == 503 && await ErrorBody.HasCodeAsync(response, cancellationToken).ConfigureAwait(false)),
            isTransient,
            isTransient ? pause : null);
    }

    /// <summary>A 503 that carries a code is the server's own refusal to act; without one it is a gateway's, which may have passed the request on.</summary>
    public static bool IsAmbiguous(int status, bool isFromServer) => status switch
    {
        501 or 505 => false,
        503 => !isFromServer,
        _ => status is 408 or >= 500,
    };
}
