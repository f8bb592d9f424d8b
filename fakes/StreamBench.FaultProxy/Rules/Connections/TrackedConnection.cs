using StreamBench.FaultProxy.Links;

namespace StreamBench.FaultProxy.Rules.Connections;

/// <summary>What is known of a connection's bytes. It outlives each set of rules, so that new ones apply where the stream is.</summary>
internal sealed class TrackedConnection(ConnectionInfo info)
{
    private readonly Plan upstreamPlan = new();
    private readonly Plan downstreamPlan = new();

    public ConnectionInfo Info => info;

    public Exchange Exchange { get; } = new();

    public RequestSide Requests => field ??= new RequestSide(Exchange, upstreamPlan);

    public ResponseSide Responses => field ??= new ResponseSide(Exchange, downstreamPlan);

    /// <summary>The number of the stream it carries or carried last; 0 for none yet.</summary>
    public long Stream
    {
        get => Volatile.Read(ref field);
        set => Volatile.Write(ref field, value);
    }

    /// <summary>How many sets of rules hold on to it; guarded by the rule book.</summary>
    public int Holders { get; set; }

    public MessageSide SideOf(Direction direction) => direction == Direction.Upstream ? Requests : Responses;

    public Plan PlanOf(Direction direction) => direction == Direction.Upstream ? upstreamPlan : downstreamPlan;
}
