using System.Buffers;
using System.Buffers.Binary;

namespace StreamBench.FaultProxy.Framing;

/// <summary>
/// Looks into a gRPC message without its schema: the fields of the outermost protobuf message whose content has a length (wire type 2). One
/// that begins with <c>{</c> is taken for a JSON payload.
/// </summary>
internal static class GrpcMessage
{
    private const int Varint = 0;
    private const int Fixed64 = 1;
    private const int LengthDelimited = 2;
    private const int Fixed32 = 5;
    private const int MaxVarintBytes = 10;

    /// <summary>The first JSON payload; empty when there is none, or the message is compressed or no protobuf.</summary>
    public static ReadOnlySpan<byte> Json(ReadOnlySpan<byte> raw) =>
        TryFindJson(raw, out var field) ? field.Content(raw) : default;

    /// <summary>Whether a text or bytes field has exactly this content.</summary>
    public static bool HasField(ReadOnlySpan<byte> raw, ReadOnlySpan<byte> content)
    {
        for (var at = Begin(raw); TryRead(raw, ref at, out var field); )
        {
            if (field.Length >= 0 && field.Content(raw).SequenceEqual(content))
                return true;
        }
        return false;
    }

    /// <summary>The message with other bytes in the place of its JSON payload, or of everything behind its prefix where it has none.</summary>
    public static byte[] WithJson(ReadOnlySpan<byte> raw, ReadOnlySpan<byte> json)
    {
        var changed = new ArrayBufferWriter<byte>(raw.Length + json.Length + MaxVarintBytes);
        changed.Write(raw[..GrpcFramer.PrefixBytes]);
        if (TryFindJson(raw, out var field))
        {
            changed.Write(raw[GrpcFramer.PrefixBytes..field.LengthAt]);
            WriteVarint(changed, json.Length);
            changed.Write(json);
            changed.Write(raw[(field.At + field.Length)..]);
        }
        else
        {
            changed.Write(json);
        }
        var message = changed.WrittenSpan.ToArray();
        BinaryPrimitives.WriteInt32BigEndian(message.AsSpan(1), message.Length - GrpcFramer.PrefixBytes);
        return message;
    }

    private static bool TryFindJson(ReadOnlySpan<byte> raw, out Field field)
    {
        field = default;
        for (var at = Begin(raw); TryRead(raw, ref at, out field); )
        {
            if (field.Length > 0 && raw[field.At] == '{')
                return true;
        }
        return false;
    }

    /// <summary>Where the fields begin: nowhere in a compressed message.</summary>
    private static int Begin(ReadOnlySpan<byte> raw) =>
        raw.Length >= GrpcFramer.PrefixBytes && raw[0] == 0 ? GrpcFramer.PrefixBytes : raw.Length;

    /// <summary>Reads one field; its length is -1 when it is no text and no bytes. False at the end, and at bytes that are no field.</summary>
    private static bool TryRead(ReadOnlySpan<byte> raw, ref int at, out Field field)
    {
        field = default;
        if (!TryReadVarint(raw, ref at, out var tag))
            return false;
        var lengthAt = at;
        switch ((int)(tag & 7))
        {
            case Varint:
                field = new Field(lengthAt, at, -1);
                return TryReadVarint(raw, ref at, out _);
            case Fixed64 or Fixed32:
                field = new Field(lengthAt, at, -1);
                at += (tag & 7) == Fixed64 ? sizeof(ulong) : sizeof(uint);
                return at <= raw.Length;
            case LengthDelimited:
                if (!TryReadVarint(raw, ref at, out var length) || length > (ulong)(raw.Length - at))
                    return false;
                field = new Field(lengthAt, at, (int)length);
                at += (int)length;
                return true;
            default:
                return false;
        }
    }

    private static bool TryReadVarint(ReadOnlySpan<byte> raw, ref int at, out ulong value)
    {
        value = 0;
        for (var i = 0; i < MaxVarintBytes && at < raw.Length; i++)
        {
            var b = raw[at++];
            value |= (ulong)(b & 0x7F) << (7 * i);
            if (b < 0x80)
                return true;
        }
        return false;
    }

    private static void WriteVarint(ArrayBufferWriter<byte> target, int value)
    {
        for (; value >= 0x80; value >>= 7)
            target.Write([(byte)(value | 0x80)]);
        target.Write([(byte)value]);
    }

    private readonly record struct Field(int LengthAt, int At, int Length)
    {
        public ReadOnlySpan<byte> Content(ReadOnlySpan<byte> raw) => raw.Slice(At, Length);
    }
}
