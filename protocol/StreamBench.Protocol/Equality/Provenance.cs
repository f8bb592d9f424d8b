using StreamBench.Protocol.Json;
using StreamBench.Protocol.State;

namespace StreamBench.Protocol.Equality;

/// <summary>Which event last changed a place of a state's content.</summary>
public static class Provenance
{
    /// <summary>The event that last touched <paramref name="pointer"/> (into <c>content(state)</c>), or null where no event did.</summary>
    public static Touch? Of(ConversationState state, string pointer)
    {
        var path = JsonPointer.Parse(pointer);
        var index = path.Length > 1 ? JsonPointer.Index(path[1]) : -1;
        var member = path.Length > 2 ? path[2] : null;
        var touch = path.FirstOrDefault() switch
        {
            "items" when index < 0 || index >= state.Order.Count => state.OrderTouched,
            "items" => OfItem(state.Order[index], member),
            "turns" when index >= 0 && index < state.Turns.Count => OfTurn(state.Turns[index], member),
            "approvals" when index >= 0 && index < state.Approvals.Count => OfApproval(state.Approvals[index], member),
            "agents" when index >= 0 && index < state.Agents.Count => OfAgent(state.Agents[index], member),
            "journal" when index >= 0 && index < state.JournalLength => state.JournalTouch(index),
            _ => default,
        };
        return touch.Type is null ? null : touch;
    }

    private static Touch OfItem(Item item, string? member)
    {
        var touched = item.Touched;
        var touch = member switch
        {
            "text" or "argsText" => item.IsTool ? touched.Args : touched.Body,
            "args" => touched.Args,
            "status" or "label" => touched.Status,
            "output" => touched.Output,
            "result" => touched.Result,
            "value" => touched.Value,
            "closed" => touched.Closed,
            _ => touched.Opened,
        };
        return touch.Type is null ? touched.Opened : touch;
    }

    private static Touch OfTurn(Turn turn, string? member) => member is "id" ? turn.Opened : turn.Changed;

    private static Touch OfApproval(Approval approval, string? member) =>
        member is "decision" or "editedArgs" ? approval.Decided : approval.Requested;

    private static Touch OfAgent(SpawnedAgent agent, string? member) =>
        member is "status" ? agent.Finished : agent.Spawned;
}
