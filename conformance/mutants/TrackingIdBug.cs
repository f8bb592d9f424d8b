using System.Text.RegularExpressions;

namespace StreamBench.Mutants;

/// <summary>An HTTP stack that gives its client another tracking id than its own (Atmosphere).</summary>
/// <param name="right">The right one.</param>
/// <param name="idOf">The id to give instead of the client's own.</param>
internal sealed partial class TrackingIdBug(HttpMessageHandler right, Func<string, string> idOf)
    : DelegatingHandler(right)
{
    /// <inheritdoc/>
    protected override Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        var uri = request.RequestUri!;
        request.RequestUri = new UriBuilder(uri) { Query = Id().Replace(uri.Query, one => idOf(one.Value)) }.Uri;
        return base.SendAsync(request, cancellationToken);
    }

    [GeneratedRegex("(?<=X-Atmosphere-tracking-id=)[^&]*", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Id();
}
