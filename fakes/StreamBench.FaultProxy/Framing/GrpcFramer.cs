using System.Buffers;

namespace StreamBench.FaultProxy.Framing;

/// <summary>
/// The messages in the content of one gRPC response: a byte that says whether it is compressed, four of length, the message. A message
/// above the bound passes in pieces; content that begins otherwise passes as it is.
/// </summary>
/// <remarks>Grammar: <c>Length-Prefixed-Message</c> in the protocol description of gRPC over HTTP/2.</remarks>
internal sealed class GrpcFramer : EventFramer
{
    /// <summary>Bytes in front of each message.</summary>
    public const int PrefixBytes = 5;

    /// <summary>
    /// The largest message that is collected, its prefix included. A server stops when the client's window is full, and a client opens it
    /// only for what it has received: of the 65535 bytes every stream begins with no more than a quarter is ever kept from it here.
    /// </summary>
    public const int MaxHeldBytes = 16 * 1024;

    private readonly ArrayBufferWriter<byte> held = new();
    private readonly byte[] prefix = new byte[PrefixBytes];
    private int prefixLength;
    private long remaining;
    private bool passes;

    /// <summary>Whether the content is not made of such messages: none are found any more.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>Whether a message has begun and is not whole.</summary>
    public bool IsWithin => prefixLength > 0;

    public override void Feed(ReadOnlyMemory<byte> input, EventSink sink)
    {
        while (!input.IsEmpty && !IsBroken)
        {
            var whole = WholeLength(input.Span);
            if (whole > 0)
                Emit(sink, input[..whole]);
            else
                whole = Take(input, sink);
            input = input[whole..];
        }
        EmitPart(sink, input);
    }

    public override void Release(EventSink sink)
    {
        passes = IsWithin;
        EmitPart(sink, TakeHeld());
    }

    private int WholeLength(ReadOnlySpan<byte> input)
    {
        if (IsWithin || input.Length < PrefixBytes || input[0] > 1)
            return 0;
        var length = PrefixBytes + LengthIn(input);
        return length <= Math.Min(input.Length, MaxHeldBytes) ? (int)length : 0;
    }

    /// <summary>Takes the rest of the prefix, or as much of the message as there is.</summary>
    private int Take(ReadOnlyMemory<byte> input, EventSink sink)
    {
        var isInPrefix = prefixLength < PrefixBytes;
        var count = (int)Math.Min(isInPrefix ? PrefixBytes - prefixLength : remaining, input.Length);
        if (isInPrefix)
            TakePrefix(input.Span[..count]);
        else
            remaining -= count;
        if (passes)
        {
            EmitPart(sink, TakeHeld());
            EmitPart(sink, input[..count]);
        }
        else
        {
            held.Write(input.Span[..count]);
        }
        if (IsBroken)
            EmitPart(sink, TakeHeld());
        else if (prefixLength == PrefixBytes && remaining == 0)
            Complete(sink);
        return count;
    }

    private void TakePrefix(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(prefix.AsSpan(prefixLength));
        prefixLength += bytes.Length;
        IsBroken = prefix[0] > 1;
        if (prefixLength < PrefixBytes)
            return;
        remaining = LengthIn(prefix);
        passes |= PrefixBytes + remaining > MaxHeldBytes;
    }

    private void Complete(EventSink sink)
    {
        prefixLength = 0;
        if (passes)
            EmitOversizeEnd(sink);
        else
            Emit(sink, TakeHeld());
        passes = false;
    }

    private static long LengthIn(ReadOnlySpan<byte> prefixed) =>
        System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(prefixed[1..]);

    private ReadOnlyMemory<byte> TakeHeld()
    {
        if (held.WrittenCount == 0)
            return default;
        var taken = held.WrittenSpan.ToArray();
        held.ResetWrittenCount();
        return taken;
    }
}
