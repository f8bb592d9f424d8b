using System.Text;
using StreamBench.Protocol.Wire;

namespace StreamBench.Load.Engine.Scanning;

/// <summary>Finds events by the framing that <see cref="ScanState.Own"/> holds. Nothing is kept for it: it keeps what it needs itself.</summary>
internal static class OwnScanner
{
    /// <summary>The bytes of a char that no encoding of UTF-8 exceeds.</summary>
    private const int BytesOfChar = 3;

    private const int ShortId = 64;

    internal static ScanResult Scan<TSink>(ReadOnlySpan<byte> body, ref ScanState state, ref TSink sink)
        where TSink : IFrameSink, allows ref struct
    {
        var framing =
            state.Own ?? throw new InvalidOperationException("an answer with a framing of its own began without it");
        while (true)
        {
            switch (framing.Read(ref body, out var frame))
            {
                case FramingStep.Frame:
                    Note(frame.Id, ref state);
                    var step = sink.OnFrame(new StreamFrame(state.LastId.Value, [], frame.Data.Span));
                    if (step != NextStep.Continue)
                    {
                        return ScanResult.Stop(ScanResult.Of(step));
                    }

                    break;
                case FramingStep.NeedsMore:
                    return new ScanResult(0, 0, ScanEnd.NeedsMore);
                case FramingStep.TooLarge:
                    return ScanResult.Stop(ScanEnd.TooLarge);
                default:
                    return ScanResult.Stop(ScanEnd.Malformed);
            }
        }
    }

    private static void Note(string? id, ref ScanState state)
    {
        if (id is null)
        {
            return;
        }

        Span<byte> bytes =
            id.Length <= ShortId ? stackalloc byte[ShortId * BytesOfChar] : new byte[id.Length * BytesOfChar];
        state.LastId.Set(bytes[..Encoding.UTF8.GetBytes(id, bytes)]);
    }
}
