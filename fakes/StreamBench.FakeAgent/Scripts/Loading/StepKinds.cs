using System.Collections.Frozen;

namespace StreamBench.FakeAgent.Scripts.Loading;

/// <summary>Every word of the script language. A new one is one line here and one method beside its family.</summary>
internal static class StepKinds
{
    internal static readonly FrozenDictionary<string, StepKind> All = new StepKind[]
    {
        TextSteps.Text,
        TextSteps.Reasoning,
        ToolSteps.Tool,
        ToolSteps.ClientTool,
        ToolSteps.Result,
        ApprovalSteps.Approval,
        AgentSteps.Handoff,
        AgentSteps.Spawn,
        AgentSteps.Finish,
        AgentSteps.Journal,
        AgentSteps.Card,
        ItemSteps.Element,
        ItemSteps.Patch,
        ItemSteps.Replace,
        ItemSteps.Remove,
        ItemSteps.Status,
        ItemSteps.Data,
        FlowSteps.Parallel,
        FlowSteps.Repeat,
        FlowSteps.Wait,
        FlowSteps.End,
        RepairSteps.Snapshot,
        RepairSteps.Checkpoint,
        RepairSteps.Error,
        RepairSteps.Event,
    }.ToFrozenDictionary(kind => kind.Word, StringComparer.Ordinal);
}
