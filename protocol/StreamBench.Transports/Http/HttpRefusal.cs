using System.Net;

namespace StreamBench.Transports.Http;

/// <summary>Reads from an answer's head why it is no stream.</summary>
internal static class HttpRefusal
{
    /// <summary>The end that <paramref name="response"/> stands for, or null when it is a stream of <paramref name="mediaType"/>.</summary>
    internal static StreamEnd? Of(HttpResponseMessage response, string mediaType, TimeProvider time) =>
        response.StatusCode switch
        {
            HttpStatusCode.OK when IsOf(response, mediaType) => null,
            HttpStatusCode.OK => new(
                StreamEndKind.BadContentType,
                StreamSide.Server,
                $"wanted {mediaType}, got {ContentType(response) ?? "no content type"}"
            ),
            HttpStatusCode.NoContent => new(StreamEndKind.Finished, StreamSide.Server, "204: nothing more will come")
            {
                Status = 204,
            },
            var status => new(StreamEndKind.Refused, StreamSide.Server, $"refused with {(int)status}")
            {
                Status = (int)status,
                RetryAfter = RetryAfter(response, time),
            },
        };

    /// <summary><c>Retry-After</c> in seconds or as a date (RFC 9110 §10.2.3); null when absent or unreadable.</summary>
    internal static TimeSpan? RetryAfter(HttpResponseMessage response, TimeProvider time) =>
        response.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } when date > time.GetUtcNow() => date - time.GetUtcNow(),
            { Date: not null } => TimeSpan.Zero,
            _ => null,
        };

    // The raw header: "text/event-stream;" is accepted, parameters mean nothing (always UTF-8).
    private static bool IsOf(HttpResponseMessage response, string mediaType) =>
        ContentType(response) is { } type
        && type.AsSpan(0, type.IndexOf(';') is var end and >= 0 ? end : type.Length)
            .Trim()
            .Equals(mediaType, StringComparison.OrdinalIgnoreCase);

    private static string? ContentType(HttpResponseMessage response) =>
        response.Content.Headers.NonValidated.TryGetValues("Content-Type", out var values) ? values.ToString() : null;
}
