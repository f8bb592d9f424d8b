namespace StreamBench.Protocol.Events;

/// <summary>The values of the wire member <c>type</c> (protocol §1).</summary>
public static class EventTypes
{
#pragma warning disable CS1591 // Each constant is the word itself; its meaning stands at the record of the same name.
    public const string TurnOpen = "turn.open";
    public const string TurnClose = "turn.close";
    public const string ItemOpen = "item.open";
    public const string TextAppend = "text.append";
    public const string ItemReplace = "item.replace";
    public const string ElementPatch = "element.patch";
    public const string ItemStatus = "item.status";
    public const string ItemClose = "item.close";
    public const string ItemRemove = "item.remove";
    public const string ToolArgs = "tool.args";
    public const string ToolCall = "tool.call";
    public const string ToolOutput = "tool.output";
    public const string ToolResult = "tool.result";
    public const string ApprovalRequest = "approval.request";
    public const string ApprovalDecision = "approval.decision";
    public const string AgentSpawn = "agent.spawn";
    public const string AgentFinish = "agent.finish";
    public const string Handoff = "handoff";
    public const string Journal = "journal";
    public const string Snapshot = "snapshot";
    public const string Checkpoint = "checkpoint";
    public const string Error = "error";
    public const string Hello = "hello";
    public const string Heartbeat = "heartbeat";
    public const string Notice = "notice";
    public const string Bye = "bye";
#pragma warning restore CS1591
}
