using System.Buffers;
using System.Buffers.Binary;

namespace StreamBench.Protocol.Wire;

/// <summary>
/// Finds the messages of a gRPC body, whatever is in them. Pure and incremental: any slicing of the same bytes gives the same messages.
/// </summary>
/// <remarks>
/// Source: gRPC over HTTP/2, "Length-Prefixed-Message":
/// <code>compressed (1 byte, 0) length (4 bytes, big-endian) message</code>
/// </remarks>
/// <param name="maxBytes">Longest message accepted, in bytes.</param>
public sealed class GrpcMessages(int maxBytes)
{
    /// <summary>Bytes before each message.</summary>
    public const int PrefixLength = 5;

    private readonly ArrayBufferWriter<byte> message = new();
    private bool isDelivered;

    /// <summary>True between the first byte of a message and its end.</summary>
    public bool IsInsideMessage => !isDelivered && message.WrittenCount > 0;

    /// <summary>
    /// Takes bytes from the front of <paramref name="input"/> until a message is whole or nothing is left. Its memory is valid until
    /// the next call. <see cref="FramingStep.Corrupt"/> is one that is compressed, though no compression was offered.
    /// </summary>
    public FramingStep Read(ref ReadOnlySpan<byte> input, out ReadOnlyMemory<byte> whole)
    {
        whole = default;
        if (isDelivered)
        {
            message.ResetWrittenCount();
            isDelivered = false;
        }

        if (!Fill(ref input, PrefixLength))
        {
            return FramingStep.NeedsMore;
        }

        if (message.WrittenSpan[0] != 0)
        {
            return FramingStep.Corrupt;
        }

        var length = BinaryPrimitives.ReadUInt32BigEndian(message.WrittenSpan[1..]);
        if (length > maxBytes)
        {
            return FramingStep.TooLarge;
        }

        if (!Fill(ref input, PrefixLength + (int)length))
        {
            return FramingStep.NeedsMore;
        }

        whole = message.WrittenMemory[PrefixLength..];
        isDelivered = true;
        return FramingStep.Frame;
    }

    /// <summary>Writes what stands before a message.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="length">Its length in bytes.</param>
    public static void WritePrefix(IBufferWriter<byte> output, int length)
    {
        ArgumentNullException.ThrowIfNull(output);
        var prefix = output.GetSpan(PrefixLength);
        prefix[0] = 0;
        BinaryPrimitives.WriteInt32BigEndian(prefix[1..], length);
        output.Advance(PrefixLength);
    }

    private bool Fill(ref ReadOnlySpan<byte> input, int wanted)
    {
        var part = Math.Min(Math.Max(0, wanted - message.WrittenCount), input.Length);
        message.Write(input[..part]);
        input = input[part..];
        return message.WrittenCount >= wanted;
    }
}
