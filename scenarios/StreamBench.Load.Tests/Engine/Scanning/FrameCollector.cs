using System.Text;
using StreamBench.Load.Engine.Scanning;

namespace StreamBench.Load.Tests.Engine.Scanning;

/// <summary>Feeds a scanner piece by piece, as the loop does: what a scan leaves is put before the next piece.</summary>
internal sealed class FrameCollector(StreamFraming framing, int maxEvent = 1 << 20)
{
    private ScanState state;
    private byte[] kept = [];

    internal List<(string Id, string Type, string Data)> Frames { get; } = [];

    internal List<string> Controls { get; } = [];

    internal ScanEnd End { get; private set; }

    internal string LastId => Encoding.UTF8.GetString(state.LastId.Value);

    internal static FrameCollector Read(StreamFraming framing, IEnumerable<byte[]> pieces, int maxEvent = 1 << 20)
    {
        var collector = new FrameCollector(framing, maxEvent);
        foreach (var piece in pieces)
        {
            collector.Feed(piece);
        }

        return collector;
    }

    internal void Feed(byte[] piece)
    {
        if (End != ScanEnd.NeedsMore)
        {
            return;
        }

        byte[] body = [.. kept, .. piece];
        var sink = new Sink(this);
        var result = StreamScanner.Scan(framing, body, ref state, ref sink, maxEvent);
        End = result.End;
        kept = body[result.Start..(result.Start + result.Length)];
    }

    internal bool Finish()
    {
        var sink = new Sink(this);
        return StreamScanner.Finish(framing, kept, ref sink);
    }

    private readonly struct Sink(FrameCollector owner) : IFrameSink
    {
        public NextStep OnFrame(scoped StreamFrame frame)
        {
            owner.Frames.Add(
                (
                    Encoding.UTF8.GetString(frame.Id),
                    Encoding.UTF8.GetString(frame.Type),
                    Encoding.UTF8.GetString(frame.Data)
                )
            );
            return NextStep.Continue;
        }

        public void OnControl(WebSocketOpcode opcode, scoped ReadOnlySpan<byte> payload) =>
            owner.Controls.Add($"{opcode} {Encoding.UTF8.GetString(payload)}");
    }
}
