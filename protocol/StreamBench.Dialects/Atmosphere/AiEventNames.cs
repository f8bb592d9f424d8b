namespace StreamBench.Dialects.Atmosphere;

/// <summary>Values of <c>event</c> (AiEvent shape) and <c>type</c> (legacy shape).</summary>
internal static class AiEventNames
{
    internal const string RunId = "X-Atmosphere-Run-Id";

    internal const string StreamingText = "streaming-text";
    internal const string Progress = "progress";
    internal const string Metadata = "metadata";
    internal const string Content = "content";
    internal const string Complete = "complete";
    internal const string Error = "error";

    internal const string TextDelta = "text-delta";
    internal const string TextComplete = "text-complete";
    internal const string ToolStart = "tool-start";
    internal const string ToolResult = "tool-result";
    internal const string ToolError = "tool-error";
    internal const string AgentStep = "agent-step";
    internal const string StructuredField = "structured-field";
    internal const string EntityStart = "entity-start";
    internal const string EntityComplete = "entity-complete";
    internal const string RoutingDecision = "routing-decision";
    internal const string Handoff = "handoff";
    internal const string PlanUpdate = "plan-update";
    internal const string ApprovalRequired = "approval-required";
    internal const string ReasoningDelta = "reasoning-delta";
    internal const string ReasoningComplete = "reasoning-complete";
    internal const string Citation = "citation";
}
