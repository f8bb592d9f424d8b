using System.Globalization;
using StreamBench.FakeAgent.Scripts;
using StreamBench.FakeAgent.Scripts.Playing;
using StreamBench.Protocol.Events;
using StreamBench.Protocol.Reduction;
using StreamBench.Protocol.Wire;

namespace StreamBench.Dialects.Tests.Fuzzing;

/// <summary>
/// Broken frames, for every dialect that is registered: none makes a decoder throw, or the reducer that gets what it made.
/// <c>STREAMBENCH_FUZZ_FRAMES</c> sets how many; 20,000 by default.
/// </summary>
[Collection(nameof(MeasuresMemory))]
public sealed class DecoderFuzzTests
{
    private const int LongestFrame = 2048;
    private const int FramesOfOne = 20; // a decoder that has met the greatest id of all is deaf ever after

    private static readonly int Frames = int.Parse(
        Environment.GetEnvironmentVariable("STREAMBENCH_FUZZ_FRAMES") ?? "20000",
        CultureInfo.InvariantCulture
    );

    public static TheoryData<string> EveryDialect { get; } = [.. DialectList.All.Select(dialect => dialect.Name)];

    [Theory]
    [MemberData(nameof(EveryDialect))]
    public void No_broken_frame_makes_a_decoder_throw(string name)
    {
        var dialect = DialectList.Find(name)!;
        var mutator = new FrameMutator(RealFrames(dialect), seed: 20260);
        var decoder = dialect.NewDecoder();
        var reducer = new Reducer();
        var received = new List<Received>();
        var (read, refused) = (0, 0);
        for (var i = 0; i < Frames; i++)
        {
            received.Clear();
            if (i % FramesOfOne == 0)
            {
                (decoder, reducer) = (dialect.NewDecoder(), new Reducer());
            }

            decoder.Decode(new Frame(mutator.Next(), i % 3 == 0 ? "7" : null), received);

            foreach (var one in received)
            {
                Judge(one, i, reducer);
                refused += one.Problem is null ? 0 : 1;
                read += one.Payload is StreamEvent ? 1 : 0;
            }
        }

        refused.ShouldBeGreaterThan(Frames / 10, "too few frames were broken");
        read.ShouldBeGreaterThan(Frames / 20, "too few frames were read");
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

    private static void Judge(Received one, int frame, Reducer reducer)
    {
        if (!IsMeaningful(one))
        {
            Assert.Fail($"frame {frame} became {one}");
        }

        if (one.Payload is StreamEvent happening)
        {
            reducer.Apply(happening); // what a decoder lets pass, the rest of the client has to stand
        }
    }

    // A problem alone, or a payload, or at least a resume point.
    private static bool IsMeaningful(Received one) =>
        one.Problem is null
            ? one.Payload is not null || one.Cursor is not null
            : one is { Payload: null, Cursor: null };

    private static List<byte[]> RealFrames(Dialect dialect) =>
        [
            .. from script in ShippedScripts.Names
            where script is not ("s-big" or "s-10k")
            from frame in DialectLog.Encode(dialect, ScriptPlay.Events(ShippedScripts.Find(script)!))
            where frame.Data.Length <= LongestFrame
            select frame.Data.ToArray(),
        ];
}
