namespace StreamBench.Protocol.Events;

#pragma warning disable CS1591 // Each constant is the protocol's own word (§1, §3.10); a sentence would only repeat it.

/// <summary>Status of a turn. Everything but <see cref="Open"/> ends it.</summary>
public static class TurnStatus
{
    public const string Open = "open";
    public const string Completed = "completed";
    public const string Failed = "failed";
    public const string Cancelled = "cancelled";
    public const string Interrupted = "interrupted";
    public const string TimedOut = "timed_out";

    /// <summary>True for a status that <c>turn.close</c> may carry.</summary>
    public static bool IsClosing(string status) =>
        status is Completed or Failed or Cancelled or Interrupted or TimedOut;
}

/// <summary>Kind of an item.</summary>
public static class ItemKind
{
    public const string Text = "text";
    public const string Reasoning = "reasoning";
    public const string Tool = "tool";
    public const string Element = "element";
    public const string Status = "status";
    public const string Data = "data";

    /// <summary>Only the reducer makes such an item, from a <see cref="Events.Handoff"/>.</summary>
    public const string Handoff = "handoff";

    /// <summary>True for a kind that <c>item.open</c> may carry.</summary>
    public static bool IsOpenable(string kind) => kind is Text or Reasoning or Tool or Element or Status or Data;
}

/// <summary>Status of a tool or status item: <c>pending &lt; {running, awaiting_approval} &lt; terminal</c> (§3.10).</summary>
public static class ItemStatus
{
    public const string Pending = "pending";
    public const string Running = "running";
    public const string AwaitingApproval = "awaiting_approval";
    public const string Success = "success";
    public const string Error = "error";
    public const string Denied = "denied";
    public const string Cancelled = "cancelled";
    public const string Interrupted = "interrupted";
    public const string Done = "done";

    /// <summary>Place in the lattice: 0 pending, 1 in progress, 2 terminal, -1 unknown.</summary>
    public static int Rank(string status) =>
        status switch
        {
            Pending => 0,
            Running or AwaitingApproval => 1,
            Success or Error or Denied or Cancelled or Interrupted or Done => 2,
            _ => -1,
        };

    /// <summary>True for a status that nothing can follow.</summary>
    public static bool IsTerminal(string status) => Rank(status) == 2;
}

/// <summary>Answers to an approval.</summary>
public static class Decisions
{
    public const string Approved = "approved";
    public const string Rejected = "rejected";
    public const string Edited = "edited";
    public const string Cancelled = "cancelled";
    public const string Expired = "expired";

    /// <summary>True for a known answer.</summary>
    public static bool IsKnown(string decision) => decision is Approved or Rejected or Edited or Cancelled or Expired;

    /// <summary>True when the waiting tool may run.</summary>
    public static bool Allows(string decision) => decision is Approved or Edited;
}

/// <summary>Status of a spawned agent.</summary>
public static class AgentStatus
{
    public const string Running = "running";
    public const string Completed = "completed";
    public const string Failed = "failed";
    public const string Cancelled = "cancelled";
    public const string Interrupted = "interrupted";
    public const string TimedOut = "timed_out";

    /// <summary>True for a status that <c>agent.finish</c> may carry.</summary>
    public static bool IsFinal(string status) => TurnStatus.IsClosing(status) || ItemStatus.IsTerminal(status);
}

/// <summary>What a resumed connection will bring (§6, resume contract).</summary>
public static class ResumeMode
{
    public const string Live = "live";
    public const string Replay = "replay";
    public const string Snapshot = "snapshot";
    public const string Reset = "reset";
}

/// <summary>Why a server says good-bye.</summary>
public static class ByeReason
{
    public const string Done = "done";
    public const string Drain = "drain";
    public const string SlowConsumer = "slow_consumer";
    public const string Limit = "limit";
}
#pragma warning restore CS1591
