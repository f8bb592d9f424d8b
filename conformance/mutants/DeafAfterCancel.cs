using System.Collections.Immutable;
using StreamBench.Protocol.Events;
using StreamBench.Transports.Client;

namespace StreamBench.Mutants;

/// <summary>A planted bug: from the request to cancel on, the fragments of the turn are thrown away although they belong to it.</summary>
internal sealed class DeafAfterCancel : IMutant
{
    public string Name => "deaf-after-cancel";

    public string Bug => "drops what a turn still says after it was cancelled";

    public ImmutableArray<string> CaughtBy => ["TRN-006"];

    public ChatClientParts Plant(ChatClientParts right)
    {
        var requests = new Noting(right.Requests);
        return right.WithEvents(happening =>
            happening is TextAppend && happening.Turn == requests.Cancelled ? null : happening
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
