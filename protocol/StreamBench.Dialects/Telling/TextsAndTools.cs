using StreamBench.Protocol.Events;
using StreamBench.Protocol.Reduction;
using StreamBench.Protocol.State;

namespace StreamBench.Dialects.Telling;

/// <summary>
/// Follows a conversation for a wire that knows texts, tools and approvals only, and that has no reducer at its other end to refuse
/// what comes too late: only events that change something, and something that it can name, are to be told.
/// </summary>
/// <remarks>It keeps the conversation as the journal's own fold does: a copy of all its texts.</remarks>
internal sealed class TextsAndTools
{
    private const string NoOp = "no-op";

    private readonly Reducer reducer = new();

    /// <summary>The conversation after the last event.</summary>
    internal ConversationState State => reducer.State;

    /// <summary>Takes in the next event of the journal; true when it is to be told.</summary>
    internal bool IsTold(StreamEvent happening)
    {
        var item = State.FindItem(happening.Item); // before it can be removed
        var outcome = reducer.Apply(happening).Own;
        var tookEffect = outcome.Kind switch
        {
            OutcomeKind.Applied => outcome.Reason != NoOp,
            OutcomeKind.Diverged => happening is ItemClose { Text: not null }, // the text was taken over
            _ => false,
        };
        return tookEffect
            && happening switch
            {
                TextAppend append => append.Text.Length > 0 && IsText(item),
                ItemReplace { Text: not null } or ItemClose { Text: not null } => IsText(item),
                ItemRemove => IsText(item) || item is { IsTool: true },
                ItemOpen => IsText(State.FindItem(happening.Item))
                    || State.FindItem(happening.Item) is { IsTool: true },
                ToolCall or ToolResult or ItemStatusChange => item is { IsTool: true },
                TurnOpen or TurnClose or ApprovalRequest or ApprovalDecision => true,
                _ => false,
            };
    }

    /// <summary>The tool call that an event of a tool belongs to, as it stands now.</summary>
    internal CallSoFar? Call(StreamEvent happening) =>
        happening is ToolCall or ItemStatusChange && State.FindItem(happening.Item) is { IsTool: true } tool
            ? new CallSoFar(tool.Id, tool.Name ?? "", tool.Args)
            : null;

    /// <summary>True for an item that is told as text; what the user said is not.</summary>
    internal static bool IsText(Item? item) => item is { Kind: ItemKind.Text, Role: not "user" };
}
