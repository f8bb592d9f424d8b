using System.Collections.Immutable;
using StreamBench.Transports.Client;

namespace StreamBench.Mutants;

/// <summary>A planted bug: a drop is answered by asking the question again, under a new id, so the answer is made twice.</summary>
internal sealed class SendsAgainOnDrop : IMutant
{
    public string Name => "sends-again-on-drop";

    public string Bug => "sends the message once more when the stream ends";

    public ImmutableArray<string> CaughtBy => ["RES-004", "RES-005", "RES-006"];

    public ChatClientParts Plant(ChatClientParts right)
    {
        var requests = new Remembering(right.Requests);
        var caller = new Caller(right.Conversation, right.Headers);
        return right with
        {
            Requests = requests,
            Policy = new ChangedPolicy(
                right.Policy,
                (interruption, decision) =>
                {
                    if (interruption.Kind == InterruptionKind.Ended && requests.Last is { } message)
                    {
                        _ = requests.SubmitAsync(caller, message with { ClientMessageId = "again" }, default);
                    }

                    return decision;
                }
            ),
        };
    }

    private sealed class Remembering(IChatRequests right) : ChangedRequests(right)
    {
        internal ChatMessage? Last { get; private set; }

        public override Task<ChatReply> SubmitAsync(Caller caller, ChatMessage message, CancellationToken cancellation)
        {
            Last = message;
            return base.SubmitAsync(caller, message, cancellation);
        }
    }
}
