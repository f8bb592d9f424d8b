using StreamBench.FaultProxy.Links;

namespace StreamBench.FaultProxy.Rules.Connections;

/// <summary>What is known of a connection's bytes. It outlives each set of rules, so that new ones apply where the stream is.</summary>
internal sealed class TrackedConnection(ConnectionInfo info)
{
    private readonly TaskCompletionSource leftAlone = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Tracks tracks = new(isHalfway: false);

    public ConnectionInfo Info => info;

    public Exchange Exchange => tracks.Exchange;

    /// <summary>The number of the stream it carries or carried last; 0 for none yet.</summary>
    public long Stream
    {
        get => Volatile.Read(ref field);
        set => Volatile.Write(ref field, value);
    }

    /// <summary>How many sets of rules hold on to it; guarded by the rule book.</summary>
    public int Holders { get; set; }

    /// <summary>Completes once no rules hold on to it any more.</summary>
    public Task WhenLeftAlone => leftAlone.Task;

    /// <summary>Whether it is being left alone; guarded by the rule book.</summary>
    public bool IsRetired { get; set; }

    /// <summary>Whether the bytes under way concern no rule, in either direction.</summary>
    public bool IsIdle => tracks.Requests.IsIdle && tracks.Responses.IsIdle;

    public MessageSide SideOf(Direction direction) =>
        direction == Direction.Upstream ? tracks.Requests : tracks.Responses;

    public Plan PlanOf(Direction direction) =>
        direction == Direction.Upstream ? tracks.UpstreamPlan : tracks.DownstreamPlan;

    public void LeaveAlone() => leftAlone.TrySetResult();

    /// <summary>Its bytes pass unseen from here on: rules that come later meet them half-way.</summary>
    public void LoseTrack() => tracks = new Tracks(isHalfway: true);

    private sealed class Tracks(bool isHalfway)
    {
        public Exchange Exchange { get; } = new();

        public Plan UpstreamPlan => field ??= new Plan();

        public Plan DownstreamPlan => field ??= new Plan();

        public RequestSide Requests => field ??= new RequestSide(Exchange, UpstreamPlan, isHalfway);

        public ResponseSide Responses => field ??= new ResponseSide(Exchange, DownstreamPlan, isHalfway);
    }
}
