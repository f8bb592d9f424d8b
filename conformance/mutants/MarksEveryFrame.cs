using System.Collections.Immutable;
using StreamBench.Protocol.Events;
using StreamBench.Protocol.Wire;
using StreamBench.Transports.Client;

namespace StreamBench.Mutants;

/// <summary>A planted bug: heartbeats and notices are counted, and the count becomes the cursor.</summary>
internal sealed class MarksEveryFrame : IMutant
{
    public string Name => "marks-every-frame";

    public string Bug => "makes a resume point of frames that carry none";

    public ImmutableArray<string> CaughtBy => ["SEQ-009"];

    public ChatClientParts Plant(ChatClientParts right) => right with { Decoder = new Marking(right.Decoder) };

    private sealed class Marking(IFrameDecoder right) : IFrameDecoder
    {
        private int frames;

        public void StartConnection() => right.StartConnection();

        public void Decode(in Frame frame, ICollection<Received> output)
        {
            var before = output.Count;
            right.Decode(frame, output);
            if (output.Skip(before).Any(one => one.Payload is ControlFrame))
            {
                output.Add(new Received(null, $"frame-{++frames}"));
            }
        }
    }
}
