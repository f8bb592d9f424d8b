using System.Collections.Immutable;
using StreamBench.Protocol.Events;
using StreamBench.Transports.Client;

namespace StreamBench.Mutants;

/// <summary>A planted bug: what the user asked for counts, not how the server says that the turn ended.</summary>
internal sealed class CancelIsItsOwn : IMutant
{
    public string Name => "cancel-is-its-own";

    public string Bug => "shows a turn as cancelled because the user asked for it";

    public ImmutableArray<string> CaughtBy => ["TRN-007"];

    public ChatClientParts Plant(ChatClientParts right)
    {
        var requests = new Noting(right.Requests);
        return right.WithEvents(happening =>
            happening is TurnClose close && close.Turn == requests.Cancelled
                ? close with
                {
                    Status = TurnStatus.Cancelled,
                    Digest = null,
                }
                : happening
        ) with
        {
            Requests = requests,
        };
    }

    private sealed class Noting(IChatRequests right) : ChangedRequests(right)
    {
        internal string? Cancelled { get; private set; }

        public override Task<ChatReply> CancelAsync(Caller caller, string turn, CancellationToken cancellation)
        {
            Cancelled = turn;
            return base.CancelAsync(caller, turn, cancellation);
        }
    }
}
