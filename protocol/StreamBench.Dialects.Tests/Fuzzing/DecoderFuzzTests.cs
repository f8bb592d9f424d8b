using System.Globalization;
using StreamBench.FakeAgent.Scripts;
using StreamBench.FakeAgent.Scripts.Playing;
using StreamBench.Protocol.Events;
using StreamBench.Protocol.Wire;

namespace StreamBench.Dialects.Tests.Fuzzing;

/// <summary>
/// Broken frames, for every dialect that is registered: none makes a decoder throw, and none makes it grow.
/// <c>STREAMBENCH_FUZZ_FRAMES</c> sets how many; 20,000 by default.
/// </summary>
[Collection(nameof(MeasuresMemory))]
public sealed class DecoderFuzzTests
{
    private const int LongestFrame = 2048;
    private const long MostGrowth = 8 << 20; // a decoder remembers names and counters; the rest is what the run-time keeps

    private static readonly int Frames = int.Parse(
        Environment.GetEnvironmentVariable("STREAMBENCH_FUZZ_FRAMES") ?? "20000",
        CultureInfo.InvariantCulture
    );

    public static TheoryData<string> EveryDialect { get; } = [.. DialectList.All.Select(dialect => dialect.Name)];

    [Theory]
    [MemberData(nameof(EveryDialect))]
    public void No_broken_frame_makes_a_decoder_throw_or_grow(string name)
    {
        var dialect = DialectList.Find(name)!;
        var mutator = new FrameMutator(RealFrames(dialect), seed: 20260);
        var decoder = dialect.NewDecoder();
        var received = new List<Received>();
        var (read, refused) = (0, 0);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var i = 0; i < Frames; i++)
        {
            received.Clear();
            if (i % 1000 == 0)
            {
                decoder.StartConnection();
            }

            decoder.Decode(new Frame(mutator.Next(), i % 3 == 0 ? "7" : null), received);

            received.ShouldAllBe(one => one.Problem == null || one.Payload == null && one.Cursor == null);
            received.ShouldAllBe(one => one.Problem != null || one.Payload != null || one.Cursor != null);
            refused += received.Count(one => one.Problem is not null);
            read += received.Count(one => one.Payload is StreamEvent);
        }

        received.Clear();
        (GC.GetTotalMemory(forceFullCollection: true) - before).ShouldBeLessThan(MostGrowth);
        GC.KeepAlive(decoder);
        refused.ShouldBeGreaterThan(Frames / 10, "too few frames were broken");
        read.ShouldBeGreaterThan(0, "no frame was read at all");
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"type\":null}")]
    [InlineData("{\"type\":\"token\"}")]
    [InlineData("{\"id\":1,\"type\":\"token\",\"text\":5,\"content\":5}")]
    [InlineData("{\"id\":1,\"type\":\"tool_call\",\"call\":[]}")]
    [InlineData("{\"type\":\"function_call\",\"function\":{\"name\":\"x\",\"arguments\":\"{\\\"a\"}}")]
    public void A_frame_that_makes_no_sense_is_a_problem_or_nothing(string json)
    {
        foreach (var dialect in DialectList.All)
        {
            var received = new List<Received>();

            dialect.NewDecoder().Decode(new Frame(System.Text.Encoding.UTF8.GetBytes(json)), received);

            received.ShouldAllBe(one => one.Payload == null || one.Payload is ControlFrame);
        }
    }

    private static List<byte[]> RealFrames(Dialect dialect) =>
        [
            .. from script in ShippedScripts.Names
            where script is not ("s-big" or "s-10k")
            from frame in DialectLog.Encode(dialect, ScriptPlay.Events(ShippedScripts.Find(script)!))
            where frame.Data.Length <= LongestFrame
            select frame.Data.ToArray(),
        ];
}
