using StreamBench.Protocol.Events;
using static StreamBench.Protocol.Wire.PayloadMember;

namespace StreamBench.Protocol.Wire;

/// <summary>Which members each known type must and may carry (protocol §1).</summary>
/// <param name="Required">Without these the payload is malformed.</param>
/// <param name="Optional">These may stand beside them; anything else is unknown and kept apart.</param>
internal readonly record struct PayloadShape(PayloadMember Required, PayloadMember Optional)
{
    internal static PayloadShape? Of(string type) =>
        type switch
        {
            EventTypes.TurnOpen => Sequenced(Turn, Replaces | Resumes),
            EventTypes.TurnClose => Sequenced(Turn | Status, FinishReason | Error | Digest),
            EventTypes.ItemOpen => Sequenced(
                Item | Kind,
                Role | After | Name | ElementType | Value | Label | ClientMessageId
            ),
            EventTypes.TextAppend or EventTypes.ToolArgs or EventTypes.ToolOutput => Sequenced(Item | Text, Offset),
            EventTypes.ItemReplace => Sequenced(Item, Text | Value),
            EventTypes.ElementPatch => Sequenced(Item | Patch, None),
            EventTypes.ItemStatus => Sequenced(Item | Status, Label),
            EventTypes.ItemClose => Sequenced(Item, Text),
            EventTypes.ItemRemove => Sequenced(Item, None),
            EventTypes.ToolCall => Sequenced(Item, Args),
            EventTypes.ToolResult => Sequenced(Item | Result, IsError),
            EventTypes.ApprovalRequest => Sequenced(Approval | Prompt, Options | ExpiresAt),
            EventTypes.ApprovalDecision => Sequenced(Approval | Decision, By | EditedArgs),
            EventTypes.AgentSpawn => Sequenced(Agent, Parent),
            EventTypes.AgentFinish => Sequenced(Agent | Status, None),
            EventTypes.Handoff => Sequenced(From | To, Reason),
            EventTypes.Journal => Sequenced(N | Entry, None),
            EventTypes.Snapshot => Sequenced(PayloadMember.State | Digest, None),
            EventTypes.Checkpoint => Sequenced(Digest, None),
            EventTypes.Error => Sequenced(Scope | Code | Message | Retryable, RetryAfterMs),
            EventTypes.Hello => new(
                PayloadMember.Type | Conversation | Epoch | Resume,
                FirstSeq | LastSeq | HeartbeatMs | RetryMs | At
            ),
            EventTypes.Heartbeat => new(PayloadMember.Type, At),
            EventTypes.Notice => new(PayloadMember.Type, Code | Message | At),
            EventTypes.Bye => new(PayloadMember.Type | Reason, RetryMs | At),
            _ => null,
        };

    internal bool Knows(PayloadMember member) => ((Required | Optional) & member) != 0;

    /// <summary>The constant for a known type, or null.</summary>
    internal static string? Intern(ReadOnlySpan<char> type) =>
        type switch
        {
            EventTypes.TextAppend => EventTypes.TextAppend,
            EventTypes.TurnOpen => EventTypes.TurnOpen,
            EventTypes.TurnClose => EventTypes.TurnClose,
            EventTypes.ItemOpen => EventTypes.ItemOpen,
            EventTypes.ItemReplace => EventTypes.ItemReplace,
            EventTypes.ElementPatch => EventTypes.ElementPatch,
            EventTypes.ItemStatus => EventTypes.ItemStatus,
            EventTypes.ItemClose => EventTypes.ItemClose,
            EventTypes.ItemRemove => EventTypes.ItemRemove,
            EventTypes.ToolArgs => EventTypes.ToolArgs,
            EventTypes.ToolCall => EventTypes.ToolCall,
            EventTypes.ToolOutput => EventTypes.ToolOutput,
            EventTypes.ToolResult => EventTypes.ToolResult,
            EventTypes.ApprovalRequest => EventTypes.ApprovalRequest,
            EventTypes.ApprovalDecision => EventTypes.ApprovalDecision,
            EventTypes.AgentSpawn => EventTypes.AgentSpawn,
            EventTypes.AgentFinish => EventTypes.AgentFinish,
            EventTypes.Handoff => EventTypes.Handoff,
            EventTypes.Journal => EventTypes.Journal,
            EventTypes.Snapshot => EventTypes.Snapshot,
            EventTypes.Checkpoint => EventTypes.Checkpoint,
            EventTypes.Error => EventTypes.Error,
            EventTypes.Hello => EventTypes.Hello,
            EventTypes.Heartbeat => EventTypes.Heartbeat,
            EventTypes.Notice => EventTypes.Notice,
            EventTypes.Bye => EventTypes.Bye,
            _ => null,
        };

    private static PayloadShape Sequenced(PayloadMember required, PayloadMember optional) =>
        new(PayloadMember.Type | required, Envelope | optional);
}
