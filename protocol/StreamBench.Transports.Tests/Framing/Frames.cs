using System.Text;
using StreamBench.Protocol.Wire;

namespace StreamBench.Transports.Tests.Framing;

/// <summary>Feeds a framing with slices and notes what comes out.</summary>
internal static class Frames
{
    internal static List<ReadFrame> ReadAll(IFraming framing, IEnumerable<ReadOnlyMemory<byte>> slices)
    {
        var frames = new List<ReadFrame>();
        foreach (var slice in slices)
        {
            var input = slice.Span;
            while (framing.Read(ref input, out var frame) is var step && step != FramingStep.NeedsMore)
            {
                step.ShouldBe(FramingStep.Frame);
                frames.Add(new(frame.EventName ?? "message", Encoding.UTF8.GetString(frame.Data.Span), frame.Id ?? ""));
            }

            input.Length.ShouldBe(0, "a framing that needs more has to have used up its input");
        }

        return frames;
    }

    internal static List<ReadFrame> ReadWhole(IFraming framing, ReadOnlyMemory<byte> bytes) =>
        ReadAll(framing, [bytes]);

    /// <summary>Pieces of <paramref name="size"/> bytes.</summary>
    internal static IEnumerable<ReadOnlyMemory<byte>> Pieces(ReadOnlyMemory<byte> bytes, int size)
    {
        for (var at = 0; at < bytes.Length; at += size)
        {
            yield return bytes.Slice(at, Math.Min(size, bytes.Length - at));
        }
    }

    /// <summary>Every way to cut the bytes in two, then in ones and in twos.</summary>
    internal static IEnumerable<IEnumerable<ReadOnlyMemory<byte>>> EverySlicing(ReadOnlyMemory<byte> bytes)
    {
        for (var at = 0; at <= bytes.Length; at++)
        {
            yield return [bytes[..at], bytes[at..]];
        }

        yield return Pieces(bytes, 1);
        yield return Pieces(bytes, 2);
    }
}

internal sealed record ReadFrame(string Type, string Data, string Id);
