using System.Text;
using StreamBench.Load.Engine.Http;
using StreamBench.Load.Engine.Scanning;
using StreamBench.Testing;

namespace StreamBench.Load.Tests.Engine.Scanning;

public sealed class AllocationTests
{
    [Fact]
    public void Decoding_and_scanning_allocate_nothing()
    {
        var wire = new StringBuilder();
        for (var n = 0; n < 1000; n++)
        {
            var text = $"id: {n}\nevent: token\ndata: {{\"seq\":{n}}}\ndata: second line\n\n";
            wire.Append($"{text.Length:x}\r\n{text}\r\n");
        }

        var source = Encoding.ASCII.GetBytes(wire.ToString());
        var bytes = new byte[source.Length];
        var state = default(ScanState);
        var events = 0;

        var allocated = ThreadAllocations.LeastOf(() => events = Scan(source, bytes, ref state));

        (events, allocated).ShouldBe((1000, 0));
    }

    private static int Scan(byte[] source, byte[] bytes, ref ScanState state)
    {
        source.CopyTo(bytes, 0);
        var decoder = default(ChunkedDecoder);
        var sink = default(Counter);
        decoder.Decode(bytes, out var body, out _);
        StreamScanner.Scan(StreamFraming.ServerSentEvents, bytes.AsSpan(0, body), ref state, ref sink, 1 << 20);
        return sink.Events;
    }

    private struct Counter : IFrameSink
    {
        internal int Events;

        public NextStep OnFrame(scoped StreamFrame frame)
        {
            Events += frame.Data.Length > 0 ? 1 : 0;
            return NextStep.Continue;
        }

        public readonly void OnControl(WebSocketOpcode opcode, scoped ReadOnlySpan<byte> payload)
        {
            // Server-sent events have none.
        }
    }
}
