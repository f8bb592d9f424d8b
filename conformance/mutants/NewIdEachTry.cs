using System.Collections.Immutable;
using StreamBench.Transports.Client;

namespace StreamBench.Mutants;

/// <summary>A planted bug: the id is made where the request is made, so a message whose answer was lost is said twice.</summary>
internal sealed class NewIdEachTry : IMutant
{
    public string Name => "new-id-each-try";

    public string Bug => "gives a message another id at each try";

    public ImmutableArray<string> CaughtBy => ["TRN-013"];

    public ChatClientParts Plant(ChatClientParts right) => right with { Requests = new Renaming(right.Requests) };

    private sealed class Renaming(IChatRequests right) : ChangedRequests(right)
    {
        private int tries;

        public override Task<ChatReply> SubmitAsync(
            Caller caller,
            ChatMessage message,
            CancellationToken cancellation
        ) =>
            base.SubmitAsync(
                caller,
                message with
                {
                    ClientMessageId = $"{message.ClientMessageId}-{Interlocked.Increment(ref tries)}",
                },
                cancellation
            );
    }
}
