using System.Buffers.Binary;
using StreamBench.FaultProxy.Framing;

namespace StreamBench.FaultProxy.Rules.Connections;

/// <summary>Tells by the first message of a gRPC response whether it is a stream of events.</summary>
internal static class FirstMessage
{
    internal enum Kind
    {
        /// <summary>There is no whole message yet.</summary>
        Partial,

        /// <summary>An event, or one message of several.</summary>
        OfStream,

        /// <summary>May be the only one.</summary>
        OfAnyCall,

        /// <summary>This is not gRPC.</summary>
        NoMessage,
    }

    /// <summary>What the content of the first DATA frames begins with.</summary>
    public static Kind In(ReadOnlySpan<byte> content)
    {
        if (content.IsEmpty)
            return Kind.Partial;
        if (content[0] > 1)
            return Kind.NoMessage;
        if (content.Length < GrpcFramer.PrefixBytes)
            return Kind.Partial;
        var length = GrpcFramer.PrefixBytes + (long)BinaryPrimitives.ReadUInt32BigEndian(content[1..]);
        if (length > GrpcFramer.MaxHeldBytes)
            return Kind.OfAnyCall;
        if (length > content.Length)
            return Kind.Partial;
        var isEvent = JsonMember.Find(GrpcMessage.Json(content[..(int)length]), "type"u8) is not null;
        return isEvent || content.Length > length ? Kind.OfStream : Kind.OfAnyCall;
    }
}
