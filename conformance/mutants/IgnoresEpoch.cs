using System.Collections.Immutable;
using StreamBench.Transports.Client;

namespace StreamBench.Mutants;

/// <summary>A planted bug: the seqs of a server that restarted are compared with those from before. There is no history to fall back on.</summary>
internal sealed class IgnoresEpoch : IMutant
{
    public string Name => "ignores-epoch";

    public string Bug => "knows no epochs: low seqs after a restart are old to it";

    public ImmutableArray<string> CaughtBy => ["RES-013"];

    public ChatClientParts Plant(ChatClientParts right) =>
        right.WithEvents(static happening => happening with { Epoch = 0 }) with
        {
            Requests = new WithoutHistory(right.Requests),
        };

    private sealed class WithoutHistory(IChatRequests right) : ChangedRequests(right)
    {
        public override Task<ChatReply> HistoryAsync(Caller caller, string? before, CancellationToken cancellation) =>
            Task.FromResult(new ChatReply(404));
    }
}
