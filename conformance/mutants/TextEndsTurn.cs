using System.Collections.Immutable;
using StreamBench.Protocol.Events;
using StreamBench.Protocol.Wire;
using StreamBench.Transports.Client;

namespace StreamBench.Mutants;

/// <summary>A planted bug: when the text of the answer is closed the turn is shown as completed and input enabled, before the server says so.</summary>
internal sealed class TextEndsTurn : IMutant
{
    public string Name => "text-ends-turn";

    public string Bug => "takes the end of a text for the end of the turn";

    public ImmutableArray<string> CaughtBy => ["TRN-001"];

    public ChatClientParts Plant(ChatClientParts right) => right with { Decoder = new Hasty(right.Decoder) };

    private sealed class Hasty(IFrameDecoder right) : IFrameDecoder
    {
        private string? text;

        public void StartConnection() => right.StartConnection();

        public void Decode(in Frame frame, ICollection<Received> output)
        {
            var before = output.Count;
            right.Decode(frame, output);
            foreach (var happening in output.Skip(before).Select(one => one.Payload).OfType<StreamEvent>().ToList())
            {
                text = happening is ItemOpen { Role: null or "assistant" } ? happening.Item : text;
                if (happening is ItemClose && happening.Item == text)
                {
                    var close = new TurnClose
                    {
                        Turn = happening.Turn,
                        Status = TurnStatus.Completed,
                        Synthesised = true,
                    };
                    output.Add(new Received(close, null));
                }
            }
        }
    }
}
