using StreamBench.Protocol.Wire;

namespace StreamBench.Load.Asking;

/// <summary>How a user says something: by a request of its own, or on the stream's WebSocket.</summary>
/// <param name="Request">The request; null where there is none.</param>
/// <param name="Message">The message on the stream; empty where there is none.</param>
internal readonly record struct UserWord(WireRequest? Request, ReadOnlyMemory<byte> Message)
{
    /// <summary>There is nothing to say, or the dialect has no words for it.</summary>
    internal static UserWord None => default;

    internal static UserWord By(WireRequest request) => new(request, default);

    internal static UserWord OnStream(ReadOnlyMemory<byte> message) => new(null, message);
}
