using System.Buffers;
using System.Text.Json;
using StreamBench.Protocol.Events;
using StreamBench.Protocol.Json;
using StreamBench.Protocol.State;

namespace StreamBench.Protocol.Equality;

/// <summary>
/// <c>content(state)</c> of protocol §4, straight into canonical form: members stand in the order of their names, turn and
/// item ids are renamed t0…, i0… so that ids made by different servers compare equal.
/// </summary>
public static class StateContent
{
    /// <summary>Writes the content as canonical JSON in UTF-8.</summary>
    /// <exception cref="FormatException">A text holds half a surrogate pair.</exception>
    public static void Write(IBufferWriter<byte> output, ConversationState state) =>
        Write(new CanonicalWriter(output), state);

    private static void Write(CanonicalWriter json, ConversationState state)
    {
        var names = Rename(state);
        json.StartObject();
        if (state.Agents.Count > 0)
        {
            json.Name("agents"u8);
            json.Array(state.Agents, static (json, agent) => WriteAgent(json, agent));
        }

        json.Name("approvals"u8);
        json.Array(state.Approvals, (json, approval) => WriteApproval(json, approval, names));
        json.Name("items"u8);
        json.Array(state.Order, (json, item) => WriteItem(json, item, names));
        if (state.JournalLength > 0)
        {
            json.Name("journal"u8);
            json.Array(state.Journal, static (json, entry) => json.Value(entry));
        }

        json.Name("turns"u8);
        json.Array(state.Turns, (json, turn) => WriteTurn(json, turn, names));
        json.EndObject();
    }

    /// <summary>The content as a JSON value for people and diffs; half a surrogate pair shows as U+FFFD.</summary>
    public static JsonElement ToJson(ConversationState state)
    {
        var output = new ArrayBufferWriter<byte>();
        Write(new CanonicalWriter(output, forShow: true), state);
        return JsonElement.Parse(output.WrittenSpan, new JsonDocumentOptions { MaxDepth = JsonLimits.MaxDepth * 2 });
    }

    private static Names Rename(ConversationState state)
    {
        var turns = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var turn in state.Turns)
        {
            turns[turn.Id] = $"t{turns.Count}";
        }

        var items = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var item in state.Order)
        {
            items[item.Id] = $"i{items.Count}";
        }

        return new Names(turns, items);
    }

    private static void WriteAgent(CanonicalWriter json, SpawnedAgent agent)
    {
        json.StartObject();
        json.Member("name"u8, agent.Name);
        json.Member("parent"u8, agent.Parent);
        json.Member("status"u8, agent.Status);
        json.EndObject();
    }

    private static void WriteApproval(CanonicalWriter json, Approval approval, Names names)
    {
        json.StartObject();
        json.Member("decision"u8, approval.Decision);
        json.OptionalMember("editedArgs"u8, approval.EditedArgs);
        json.Member("item"u8, approval.Item is null ? null : names.Items.GetValueOrDefault(approval.Item));
        json.Member("prompt"u8, approval.Prompt);
        json.EndObject();
    }

    private static void WriteTurn(CanonicalWriter json, Turn turn, Names names)
    {
        json.StartObject();
        json.Member("agent"u8, turn.Agent);
        json.OptionalMember("error"u8, turn.Error?.Code);
        json.OptionalMember("finishReason"u8, turn.FinishReason);
        json.Member("id"u8, names.Turns[turn.Id]);
        json.Member("status"u8, turn.Status);
        json.TrueMember("superseded"u8, turn.Superseded);
        json.TrueMember("synth"u8, turn.Synthesised);
        json.EndObject();
    }

    private static void WriteItem(CanonicalWriter json, Item item, Names names)
    {
        // Members of all kinds in one alphabetical list; each kind has its own.
        json.StartObject();
        json.Member("agent"u8, item.Agent);
        if (item.IsTool)
        {
            json.OptionalMember("args"u8, item.Args);
            json.OptionalMember("argsText"u8, item.Args.IsPresent ? null : item.ArgsText);
        }

        if (item.Kind == ItemKind.Element)
        {
            json.Member("elementType"u8, item.ElementType);
        }

        if (item.Kind == ItemKind.Handoff)
        {
            json.Member("from"u8, item.From);
        }

        json.Member("id"u8, names.Items[item.Id]);
        json.Member("kind"u8, item.Kind);
        if (item.Kind == ItemKind.Status)
        {
            json.Member("label"u8, item.Label);
        }

        if (item.IsTool)
        {
            json.Member("name"u8, item.Name);
            json.OptionalMember("output"u8, item.Output);
        }

        json.OptionalMember("reason"u8, item.Reason);
        json.OptionalMember("result"u8, item.Result);
        json.Member("role"u8, item.Role);
        if (item.IsTool || item.Kind == ItemKind.Status)
        {
            json.Member("status"u8, item.Status);
        }

        if (item.IsText)
        {
            json.Member("text"u8, item.Text);
        }

        if (item.Kind == ItemKind.Handoff)
        {
            json.Member("to"u8, item.To);
        }

        json.Member("turn"u8, names.Turns[item.Turn]);
        if (item.HasValue)
        {
            json.OptionalMember("value"u8, item.Value);
        }

        json.EndObject();
    }

    private sealed record Names(Dictionary<string, string> Turns, Dictionary<string, string> Items);
}
