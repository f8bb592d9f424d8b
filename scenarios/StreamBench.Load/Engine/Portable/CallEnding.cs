using StreamBench.Load.Engine.Streams;
using StreamBench.Transports;
using StreamBench.Transports.Grpc;

namespace StreamBench.Load.Engine.Portable;

/// <summary>How a gRPC call ended, as the endings of all streams say it.</summary>
internal static class CallEnding
{
    /// <summary>The end that the head of an answer tells; null when messages follow.</summary>
    /// <remarks>The clock is for a date in <c>Retry-After</c>, which nobody here heeds.</remarks>
    internal static StreamEnding? OfHead(HttpResponseMessage response) =>
        GrpcEnd.OfHead(response, TimeProvider.System) is { } end ? Of(end) : null;

    /// <summary>The end that the trailers tell; to be asked for when the body was read to its end.</summary>
    internal static StreamEnding OfTrailers(HttpResponseMessage response) => Of(GrpcEnd.OfTrailers(response));

    private static StreamEnding Of(StreamEnd end) =>
        new(end.Kind, end.Side, end.Status) { CallStatus = end.Kind == StreamEndKind.Refused ? end.Code : null };
}
