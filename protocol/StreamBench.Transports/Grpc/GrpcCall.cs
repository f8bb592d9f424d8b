using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Net;
using System.Net.Http.Headers;
using StreamBench.Transports.Framing;
using StreamBench.Transports.Http;

namespace StreamBench.Transports.Grpc;

/// <summary>Builds the requests of gRPC, those of <c>streambench.v1.Chat</c> and others.</summary>
public static class GrpcCall
{
    /// <summary>The media type of requests and answers.</summary>
    public const string MediaType = "application/grpc";

    /// <summary>A call with one message, in HTTP/2: <c>compressed (1 byte, 0) length (4 bytes, big-endian) message</c>.</summary>
    /// <param name="method">The address of the method.</param>
    /// <param name="message">The message without its prefix.</param>
    /// <param name="headers">Sent as they are.</param>
    public static HttpRequestMessage Make(
        Uri method,
        ReadOnlySpan<byte> message,
        ImmutableDictionary<string, string> headers
    )
    {
        ArgumentNullException.ThrowIfNull(headers);
        var framed = new byte[GrpcFraming.PrefixLength + message.Length];
        BinaryPrimitives.WriteUInt32BigEndian(framed.AsSpan(1), (uint)message.Length);
        message.CopyTo(framed.AsSpan(GrpcFraming.PrefixLength));

        var request = new HttpRequestMessage(HttpMethod.Post, method)
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(framed) { Headers = { ContentType = new MediaTypeHeaderValue(MediaType) } },
        };
        request.Headers.TE.Add(new TransferCodingWithQualityHeaderValue("trailers"));
        request.AddAsIs(headers);
        return request;
    }
}
