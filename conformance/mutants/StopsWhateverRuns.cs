using System.Collections.Immutable;
using StreamBench.Protocol.Events;
using StreamBench.Transports.Client;

namespace StreamBench.Mutants;

/// <summary>A planted bug: a refused cancellation is repeated for the turn that runs now, which nobody wanted to stop.</summary>
internal sealed class StopsWhateverRuns : IMutant
{
    public string Name => "stops-whatever-runs";

    public string Bug => "stops the newest turn when the one it should stop has ended";

    public ImmutableArray<string> CaughtBy => ["TRN-009"];

    public ChatClientParts Plant(ChatClientParts right)
    {
        var requests = new Insisting(right.Requests);
        return right.WithEvents(happening =>
        {
            requests.Newest = (happening as TurnOpen)?.Turn ?? requests.Newest;
            return happening;
        }) with
        {
            Requests = requests,
        };
    }

    private sealed class Insisting(IChatRequests right) : ChangedRequests(right)
    {
        internal string? Newest { get; set; }

        public override async Task<ChatReply> CancelAsync(Caller caller, string turn, CancellationToken cancellation)
        {
            var reply = await base.CancelAsync(caller, turn, cancellation);
            return reply.Status == 409 && Newest is { } newest
                ? await base.CancelAsync(caller, newest, cancellation)
                : reply;
        }
    }
}
