using System.Net;

namespace StreamBench.Transports.Http;

/// <summary>Sends a request until the head of a final answer is there: time-out and redirects included.</summary>
internal sealed class HttpOpener(HttpMessageInvoker http, TimeProvider time)
{
    /// <summary>Redirects followed before they count as a loop.</summary>
    internal const int MaxRedirects = 10;

    /// <summary>Sends what <paramref name="make"/> builds for each address on the way, starting at <paramref name="target"/>.</summary>
    internal async Task<HttpOpening> SendAsync(
        Func<Uri, HttpRequestMessage> make,
        Uri target,
        TimeSpan timeout,
        CancellationToken cancellation
    )
    {
        using var patience = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
        var address = target;
        for (var redirects = 0; redirects <= MaxRedirects; redirects++)
        {
            using var request = make(address);
            if (!IsSameOrigin(address, target))
            {
                request.Headers.Remove("Authorization");
                request.Headers.Remove("Cookie");
            }

            HttpResponseMessage response;
            try
            {
                response = await http.SendAsync(request, either.Token);
            }
            catch (Exception failure) when (HttpFailure.IsOfTheConnection(failure))
            {
                return new(null, HttpFailure.Classify(failure));
            }
            catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
            {
                return new(
                    null,
                    new(StreamEndKind.TimedOut, StreamSide.Path, $"no answer within {timeout.TotalMilliseconds:0} ms")
                );
            }

            if (!IsRedirect(response, request.Method))
            {
                return new(response, null);
            }

            using (response)
            {
                if (Location(response, address) is not { } next)
                {
                    return Bad($"{(int)response.StatusCode} without a usable Location");
                }

                address = next;
            }
        }

        return Bad($"more than {MaxRedirects} redirects");
    }

    // 301, 302 and 303 would turn a POST into a GET; only 307 and 308 keep method and body (RFC 9110 §15.4).
    private static bool IsRedirect(HttpResponseMessage response, HttpMethod method) =>
        response.StatusCode switch
        {
            HttpStatusCode.Moved or HttpStatusCode.Found or HttpStatusCode.SeeOther => method == HttpMethod.Get,
            HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect => true,
            _ => false,
        };

    private static Uri? Location(HttpResponseMessage response, Uri from) =>
        response.Headers.Location is { OriginalString: not "" } location
        && Uri.TryCreate(from, location, out var next)
        && next.Scheme is "http" or "https"
            ? next
            : null;

    private static bool IsSameOrigin(Uri one, Uri other) =>
        one.Scheme == other.Scheme && one.Authority == other.Authority;

    private static HttpOpening Bad(string detail) =>
        new(null, new(StreamEndKind.BadRedirect, StreamSide.Server, detail));
}
