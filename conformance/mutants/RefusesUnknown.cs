using System.Collections.Immutable;
using StreamBench.Protocol.Events;
using StreamBench.Protocol.Json;
using StreamBench.Protocol.Wire;
using StreamBench.Transports.Client;

namespace StreamBench.Mutants;

/// <summary>A planted bug: whatever is not in the list of today is an error, so a newer server breaks the client.</summary>
internal sealed class RefusesUnknown : IMutant
{
    public string Name => "refuses-unknown";

    public string Bug => "takes an event type that it does not know for damage";

    public ImmutableArray<string> CaughtBy => ["ITM-008"];

    public ChatClientParts Plant(ChatClientParts right) => right with { Decoder = new Strict(right.Decoder) };

    private sealed class Strict(IFrameDecoder right) : IFrameDecoder
    {
        private readonly List<Received> received = [];

        public void StartConnection() => right.StartConnection();

        public void Decode(in Frame frame, ICollection<Received> output)
        {
            received.Clear();
            right.Decode(frame, received);
            foreach (var one in received)
            {
                output.Add(
                    one.Payload is UnknownEvent unknown
                        ? new Received(null, null, new JsonProblem($"unknown type {unknown.Type}", 0))
                        : one
                );
            }
        }
    }
}
