using StreamBench.Protocol.Events;

namespace StreamBench.FakeAgent.Scripts.Playing;

/// <summary>Something a run waits for: a decision or the result of a tool at the client's side.</summary>
/// <param name="Question">The <see cref="ApprovalRequest"/> or, for a tool, the <see cref="ToolResult"/> that the script expects.</param>
/// <param name="Expires">When the run stops waiting, counted from its start; null for never.</param>
public sealed record ScriptWait(StreamEvent Question, TimeSpan? Expires)
{
    /// <summary>Id of the approval, or null when a tool's result is awaited.</summary>
    public string? Approval => (Question as ApprovalRequest)?.Approval;

    /// <summary>Id of the turn that waits.</summary>
    public string Turn => Question.Turn!;

    /// <summary>Id of the item that waits, or null for an approval of no item.</summary>
    public string? Item => Question.Item;
}
