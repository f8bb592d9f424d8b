using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace StreamBench.Protocol.Wire;

/// <summary>
/// Strings and speakers that were read before, found again by their bytes: streams that say the same words share the objects. For
/// thousands of streams of one script, whose reading then allocates nothing. Not thread-safe; one for all readers of a thread.
/// </summary>
/// <remarks>Bounded: each place keeps what came last. What is not found again costs what it would cost anyway, and some nanoseconds.</remarks>
public sealed class SharedWords
{
    /// <summary>In bytes; longer texts seldom come again.</summary>
    private const int Longest = 64;

    private const int Words = 4096;
    private const int Speakers = 256;

    private readonly string?[] words = new string[Words];
    private readonly DeltaSpeaker?[] speakers = new DeltaSpeaker[Speakers];

    /// <summary>The string of these bytes, which are ASCII.</summary>
    internal string Of(ReadOnlySpan<byte> ascii)
    {
        if (ascii.Length > Longest)
        {
            return Encoding.Latin1.GetString(ascii); // the quickest way to widen
        }

        ref var word = ref words[PlaceOf(ascii, Words)];
        if (word is null || !Ascii.Equals(ascii, word))
        {
            word = Encoding.Latin1.GetString(ascii);
        }

        return word;
    }

    /// <summary>The speaker of these bytes, or null when it is not known.</summary>
    internal DeltaSpeaker? Find(ReadOnlySpan<byte> bytes) =>
        speakers[PlaceOf(bytes, Speakers)] is { } speaker && bytes.SequenceEqual(speaker.Bytes) ? speaker : null;

    internal void Add(DeltaSpeaker speaker) => speakers[PlaceOf(speaker.Bytes, Speakers)] = speaker;

    // Both ends and the length tell most words apart; two that fall together take turns.
    private static int PlaceOf(ReadOnlySpan<byte> bytes, int places)
    {
        var (first, last) = (0UL, 0UL);
        if (bytes.Length >= sizeof(ulong))
        {
            first = BinaryPrimitives.ReadUInt64LittleEndian(bytes);
            last = BinaryPrimitives.ReadUInt64LittleEndian(bytes[^sizeof(ulong)..]);
        }
        else
        {
            foreach (var one in bytes)
            {
                first = (first << 8) | one;
            }
        }

        var mixed = (first ^ BitOperations.RotateLeft(last + (uint)bytes.Length, 29)) * 0x9E37_79B9_7F4A_7C15;
        mixed = (mixed ^ (mixed >> 32)) * 0xC2B2_AE3D_27D4_EB4F;
        return (int)(((mixed >> 32) * (uint)places) >> 32);
    }
}
