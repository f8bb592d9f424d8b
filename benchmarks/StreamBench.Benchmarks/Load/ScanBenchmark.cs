using System.Diagnostics;
using System.Text;
using StreamBench.Load.Engine.Http;
using StreamBench.Load.Engine.Loop;
using StreamBench.Load.Engine.Scanning;
using StreamBench.Load.Engine.Streams;
using StreamBench.Load.Schedules;

namespace StreamBench.Benchmarks.Load;

/// <summary>What an event costs between the socket and the recorder, stage by stage and without any socket.</summary>
internal static class ScanBenchmark
{
    private const int Blocks = 400;
    private const int Rounds = 9;

    internal static void Run()
    {
        var chunked = Block(events: 1500, chunked: true);
        var plain = Block(events: 1500, chunked: false);
        Console.WriteLine($"ns an event, best of {Rounds} rounds of {Blocks * 1500:N0} events");
        Measure("copy of the block alone", chunked, static (bytes, _) => bytes.Length);
        Measure("chunked decoder", chunked, static (bytes, _) => Decode(bytes));
        Measure("SSE scanner", plain, static (bytes, _) => ScanOnly(bytes));
        Measure("decoder + scanner", chunked, static (bytes, _) => ScanOnly(bytes[..Decode(bytes)]));
        Measure("decoder + scanner + clocks and counters", chunked, static (bytes, visitor) => Record(bytes, visitor));
    }

    /// <summary>What an engine thread does with an event, for as many as fill a tenth of a second or so.</summary>
    internal static void RecordAll()
    {
        var block = Block(events: 1500, chunked: true);
        var scratch = new byte[block.Length];
        MeasuringVisitor[] visitor = [new MeasuringVisitor(1, 0, readStamps: false)];
        visitor[0].OnStart(0, new Arrival(0, 0, 0, 0, IsWarmUp: false), 0);
        for (var i = 0; i < Blocks * 4; i++)
        {
            block.CopyTo(scratch, 0);
            Record(scratch, visitor);
        }
    }

    private delegate int Stage(Span<byte> bytes, MeasuringVisitor[] visitor);

    private static void Measure(string name, byte[] block, Stage stage)
    {
        var scratch = new byte[block.Length];
        MeasuringVisitor[] visitor = [new MeasuringVisitor(1, 0, readStamps: false)];
        visitor[0].OnStart(0, new Arrival(0, 0, 0, 0, IsWarmUp: false), 0);
        var best = double.MaxValue;
        for (var round = 0; round < Rounds; round++)
        {
            var from = Stopwatch.GetTimestamp();
            for (var i = 0; i < Blocks; i++)
            {
                block.CopyTo(scratch, 0);
                stage(scratch, visitor);
            }

            best = Math.Min(best, Stopwatch.GetElapsedTime(from).TotalNanoseconds / (Blocks * 1500));
        }

        Console.WriteLine($"  {name, -42} {best, 8:F1}");
    }

    private static int Decode(Span<byte> bytes)
    {
        var decoder = BodyDecoder.For(
            new ResponseHead(200, MediaKind.EventStream, BodyKind.Chunked, 0, Upgraded: false)
        );
        decoder.Decode(bytes, out var body, out _);
        return body;
    }

    private static int ScanOnly(Span<byte> bytes)
    {
        var state = default(ScanState);
        var sink = default(CountingSink);
        SseScanner.Scan(bytes, ref state, ref sink, 1 << 20);
        return sink.Events;
    }

    private static int Record(Span<byte> bytes, MeasuringVisitor[] visitor)
    {
        var body = bytes[..Decode(bytes)];
        var state = default(ScanState);
        var stamp = new ReadStamp(1000, 1000, 1000, bytes.Length, IsStamped: true);
        var sink = new VisitorSink<MeasuringVisitor>(ref visitor[0], 0, in stamp);
        SseScanner.Scan(body, ref state, ref sink, 1 << 20);
        return sink.Events;
    }

    private static byte[] Block(int events, bool chunked)
    {
        var block = new StringBuilder();
        for (var i = 1; i <= events; i++)
        {
            var text = $"id: {i}\ndata: {{\"seq\":{i},\"t\":0,\"tok\":\" the quick brown\"}}\n\n";
            block.Append(chunked ? $"{text.Length:x}\r\n{text}\r\n" : text);
        }

        return Encoding.ASCII.GetBytes(block.ToString());
    }

    private struct CountingSink : IFrameSink
    {
        internal int Events;
        private int bytes;

        public NextStep OnFrame(scoped StreamFrame frame)
        {
            Events++;
            bytes += frame.Data.Length + frame.Id.Length;
            return NextStep.Continue;
        }

        public readonly void OnControl(WebSocketOpcode opcode, scoped ReadOnlySpan<byte> payload)
        {
            // Server-sent events have none.
        }
    }
}
