using StreamBench.Protocol.Equality;
using StreamBench.Protocol.Events;
using StreamBench.Protocol.State;

namespace StreamBench.Protocol.Reduction;

/// <summary>The table from event type to rule. Every rule checks first and changes last, so that a failed one changes nothing.</summary>
internal static class EventRules
{
    internal static Verdict Apply(ConversationState state, StreamEvent happening) =>
        happening switch
        {
            TextAppend append => ItemRules.Append(state, TextDelta.Of(append), out _),
            ToolArgs args => ToolRules.AppendArgs(state, args),
            ToolOutput output => ToolRules.AppendOutput(state, output),
            ItemOpen open => ItemRules.Open(state, open),
            ItemClose close => ItemRules.Close(state, close),
            ItemReplace replace => ItemRules.Replace(state, replace),
            ItemRemove remove => ItemRules.Remove(state, remove),
            ItemStatusChange change => ItemRules.ChangeStatus(state, change),
            ElementPatch patch => ItemRules.Patch(state, patch),
            ToolCall call => ToolRules.Call(state, call),
            ToolResult result => ToolRules.Result(state, result),
            TurnOpen open => TurnRules.Open(state, open),
            TurnClose close => TurnRules.Close(state, close),
            Handoff handoff => TurnRules.HandOff(state, handoff),
            ApprovalRequest request => ApprovalRules.Request(state, request),
            ApprovalDecision decision => ApprovalRules.Decide(state, decision),
            AgentSpawn spawn => AgentRules.Spawn(state, spawn),
            AgentFinish finish => AgentRules.Finish(state, finish),
            JournalLine line => AgentRules.Journal(state, line),
            Checkpoint checkpoint => Verify(state, checkpoint.Digest),
            StreamError => Verdict.Applied,
            _ => Verdict.Ignored("unknown-type"), // rule 12
        };

    /// <summary>Diverged when the state is not what the server says it is.</summary>
    internal static Verdict Verify(ConversationState state, string digest) =>
        StateDigest.TryCompute(state) == digest ? Verdict.Applied : Verdict.Diverged("digest");

    internal static Touch TouchOf(StreamEvent happening) => new(happening.Seq, happening.Type);
}
