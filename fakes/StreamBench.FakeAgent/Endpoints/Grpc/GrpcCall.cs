using System.Buffers.Binary;
using System.Text;
using Google.Protobuf;
using Microsoft.AspNetCore.Http;
using StreamBench.FakeAgent.Endpoints.Requests;
using StreamBench.Protocol.Wire;

namespace StreamBench.FakeAgent.Endpoints.Grpc;

/// <summary>gRPC over HTTP/2 by hand: what its libraries would do, as far as it is needed here.</summary>
/// <remarks>
/// The gRPC specification, "PROTOCOL-HTTP2":
/// <code>
/// Length-Prefixed-Message → Compressed-Flag(1 byte) Message-Length(4 bytes, big endian) Message
/// Response → (Response-Headers *Length-Prefixed-Message Trailers) / Trailers-Only
/// </code>
/// </remarks>
internal static class GrpcCall
{
    internal const string ContentType = "application/grpc";
    internal const int PrefixLength = GrpcMessages.PrefixLength;

    /// <summary>The one request message of a unary or server-streaming call; null when the call was ended with an error.</summary>
    internal static async Task<T?> ReadAsync<T>(HttpContext http, MessageParser<T> parser)
        where T : class, IMessage<T>
    {
        if (await ReadBytesAsync(http) is not { } bytes)
        {
            return null;
        }

        try
        {
            return parser.ParseFrom(bytes.Span);
        }
        catch (InvalidProtocolBufferException e)
        {
            await EndAsync(http, GrpcStatus.InvalidArgument, e.Message);
            return null;
        }
    }

    /// <summary>As above, the message's bytes.</summary>
    internal static async Task<ReadOnlyMemory<byte>?> ReadBytesAsync(HttpContext http)
    {
        var (bytes, error) = await RequestBody.ReadBytesAsync(http);
        if (error is not null)
        {
            await EndAsync(http, GrpcStatus.ResourceExhausted, error.Message);
            return null;
        }

        if (
            bytes.Length < PrefixLength
            || BinaryPrimitives.ReadUInt32BigEndian(bytes.Span[1..]) != bytes.Length - PrefixLength
        )
        {
            await EndAsync(http, GrpcStatus.InvalidArgument, "exactly one length-prefixed message is expected");
            return null;
        }

        if (bytes.Span[0] != 0)
        {
            await EndAsync(http, GrpcStatus.Unimplemented, "compressed messages are not understood; send identity");
            return null;
        }

        return bytes[PrefixLength..];
    }

    /// <summary>Sends the one answer of a unary call and status OK.</summary>
    internal static async Task AnswerAsync(HttpContext http, IMessage reply)
    {
        Begin(http);
        Write(http, reply);
        await http.Response.BodyWriter.FlushAsync(http.RequestAborted);
        End(http, GrpcStatus.Ok, "");
    }

    /// <summary>Ends a call that has sent nothing: headers and trailers in one.</summary>
    internal static Task EndAsync(HttpContext http, GrpcStatus status, string message)
    {
        Begin(http);
        http.Response.Headers["grpc-status"] = ((int)status).ToString();
        http.Response.Headers["grpc-message"] = Encode(message);
        return Task.CompletedTask;
    }

    /// <summary>As above, for the reasons that HTTP gives with a status of its own.</summary>
    internal static Task EndAsync(HttpContext http, ApiError error) =>
        EndAsync(http, StatusOf(error), $"{error.Code}: {error.Message}");

    /// <summary>Sets the headers of a response that will have messages.</summary>
    internal static void Begin(HttpContext http)
    {
        http.Response.StatusCode = StatusCodes.Status200OK;
        http.Response.ContentType = ContentType;
    }

    /// <summary>Puts one message into the response's buffer.</summary>
    internal static void Write(HttpContext http, IMessage message)
    {
        var output = http.Response.BodyWriter;
        GrpcMessages.WritePrefix(output, message.CalculateSize());
        message.WriteTo(output);
    }

    /// <summary>Sends the trailers after the last message.</summary>
    internal static void End(HttpContext http, GrpcStatus status, string message)
    {
        http.Response.AppendTrailer("grpc-status", ((int)status).ToString());
        if (message.Length > 0)
        {
            http.Response.AppendTrailer("grpc-message", Encode(message));
        }
    }

    /// <summary>As above, for the reasons that HTTP gives with a status of its own.</summary>
    internal static void End(HttpContext http, ApiError error) =>
        End(http, StatusOf(error), $"{error.Code}: {error.Message}");

    private static GrpcStatus StatusOf(ApiError error) =>
        error switch
        {
            { Code: "cursor_expired" } => GrpcStatus.OutOfRange,
            { Status: 204 } => GrpcStatus.Ok,
            { Status: 401 } => GrpcStatus.Unauthenticated,
            { Status: 403 } => GrpcStatus.PermissionDenied,
            { Status: 404 } => GrpcStatus.NotFound,
            { Status: 409 or 410 } => GrpcStatus.FailedPrecondition,
            { Status: 413 or 429 } => GrpcStatus.ResourceExhausted,
            { Status: >= 500 } => GrpcStatus.Unavailable,
            _ => GrpcStatus.InvalidArgument,
        };

    // "Status-Message → "grpc-message" Percent-Encoded": printable ASCII but '%' stays.
    private static string Encode(string message)
    {
        var text = new StringBuilder(message.Length);
        foreach (var b in Encoding.UTF8.GetBytes(message))
        {
            if (b is >= 0x20 and <= 0x7e and not (byte)'%')
            {
                text.Append((char)b);
            }
            else
            {
                text.Append('%').Append(b.ToString("X2"));
            }
        }

        return text.ToString();
    }
}
