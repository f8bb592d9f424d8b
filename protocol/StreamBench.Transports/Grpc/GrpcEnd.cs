using System.Net;
using System.Net.Http.Headers;
using StreamBench.Transports.Http;

namespace StreamBench.Transports.Grpc;

/// <summary>Reads how a gRPC call ended.</summary>
public static class GrpcEnd
{
    private const string StatusName = "grpc-status";
    private const string MessageName = "grpc-message";

    /// <summary>The end that an answer's head already tells (an HTTP error, a trailers-only answer), or null for a stream.</summary>
    public static StreamEnd? OfHead(HttpResponseMessage response, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(response);
        if (response.StatusCode != HttpStatusCode.OK)
        {
            return HttpRefusal.Of(response, GrpcCall.MediaType, time);
        }

        if (Read(response.Headers) is { } status)
        {
            return status;
        }

        var type = response.Content.Headers.ContentType?.MediaType;
        return type?.StartsWith(GrpcCall.MediaType, StringComparison.OrdinalIgnoreCase) == true
            ? null
            : new(
                StreamEndKind.BadContentType,
                StreamSide.Server,
                $"wanted {GrpcCall.MediaType}, got {type ?? "nothing"}"
            );
    }

    /// <summary>The end that the trailers tell. A stream without them was cut, however orderly it looks.</summary>
    public static StreamEnd OfTrailers(HttpResponseMessage response)
    {
        ArgumentNullException.ThrowIfNull(response);
        return Read(response.TrailingHeaders)
            ?? new(StreamEndKind.Truncated, StreamSide.Path, "the stream ended without a grpc-status");
    }

    private static StreamEnd? Read(HttpResponseHeaders headers)
    {
        if (
            !headers.NonValidated.TryGetValues(StatusName, out var values)
            || !int.TryParse(values.ToString(), out var code)
        )
        {
            return null;
        }

        var said = headers.NonValidated.TryGetValues(MessageName, out var message) ? message.ToString() : "";
        return code == 0
            ? new(StreamEndKind.Completed, StreamSide.Server, "grpc-status 0") { Code = 0 }
            : new(
                StreamEndKind.Refused,
                StreamSide.Server,
                $"grpc-status {code} {Uri.UnescapeDataString(said)}".TrimEnd()
            )
            {
                Code = code,
                Status = ToHttp(code),
            };
    }

    /// <summary>The HTTP status that means the same, so that one policy serves all transports.</summary>
    private static int ToHttp(int code) =>
        code switch
        {
            3 => 400, // INVALID_ARGUMENT
            4 => 504, // DEADLINE_EXCEEDED
            5 => 404, // NOT_FOUND
            6 or 9 or 10 => 409, // ALREADY_EXISTS, FAILED_PRECONDITION, ABORTED
            7 => 403, // PERMISSION_DENIED
            8 => 429, // RESOURCE_EXHAUSTED
            11 => 410, // OUT_OF_RANGE: the cursor is behind the retained window
            12 => 501, // UNIMPLEMENTED
            14 => 503, // UNAVAILABLE
            16 => 401, // UNAUTHENTICATED
            _ => 500,
        };
}
